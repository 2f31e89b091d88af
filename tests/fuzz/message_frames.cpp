// The frames of one message, as they come from a socket. Input: the frames, between record
// separators.
#include "common/message/message.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

using namespace message;

void check(const Malformed& malformed) {
  claim(is_for_people(malformed.what), "what is refused is refused with words for a person");
}

struct Limits {
  void operator()(const Request& request) const {
    claim(!request.id.empty() && !request.to.empty() && !request.op.empty(),
          "a request says who asks whom for what");
    claim(request.ttl_ms >= 0, "no time left is never negative");
    claim(request.body.size() <= body_bytes_max, "a request's body keeps its limit");
  }
  void operator()(const Reply& reply) const {
    claim(!reply.id.empty(), "a reply says what it answers");
    claim(reply.body.size() <= frame_bytes_max, "a reply's body keeps its limit");
  }
  void operator()(const Ready& ready) const {
    claim(!ready.context.empty() && !ready.instance.empty() && ready.credits >= 0,
          "who is ready says who it is, and how much it takes");
  }
  void operator()(const Heartbeat& heartbeat) const {
    claim(heartbeat.head >= 0, "the end of a log is never negative");
  }
  void operator()(const Fetch& fetch) const {
    claim(!fetch.id.empty() && !fetch.source.empty() && fetch.after >= 0 && fetch.ttl_ms >= 0,
          "a fetch says who asks whom from where on");
  }
  void operator()(const Events& events) const {
    claim(!events.source.empty() && events.first >= 0 && events.head >= 0,
          "events say whose they are and where they stand");
    claim(events.events.size() <= page_events_max, "a page keeps its limit");
  }
  void operator()(const Drain&) const {}
  void operator()(const Bye&) const {}
  void operator()(const Reset&) const {}
};

/// Writing says in full what reading lets be left out, so a header at its limit can grow over it.
void check_round_trip(const Message& message, const Parts& parts) {
  const Parts written = encode(message);
  claim(written.at(0) == parts.at(0), "a message keeps its kind");
  const auto again = decode(written);
  if (written.at(1).size() > header_bytes_max) {
    claim(!again, "a header over its limit is refused");
    return;
  }
  claim(again.has_value(), "what was written can be read");
  claim(*again == message, "what was written is read as the same message");
  claim(encode(*again) == written, "the same message is written alike");
}

void check_stored(const Reply& reply) {
  const std::string stored = stored_form(reply);
  if (stored.find('\n') > header_bytes_max) return;
  const auto again = from_stored_form(stored);
  Reply anonymous = reply;
  anonymous.id.clear();
  claim(again.has_value() && *again == anonymous, "a stored reply is read as the same reply");
}

void run_frames(const Parts& parts) {
  const auto message = decode(parts);
  if (!message) return check(message.error());
  claim(parts.at(1).size() <= header_bytes_max, "a header keeps its limit");
  std::visit(Limits{}, *message);
  check_round_trip(*message, parts);
  if (const auto* reply = std::get_if<Reply>(&*message)) check_stored(*reply);
}

}  // namespace

void run(std::string_view input) {
  run_frames(split(input, record_separator));
  const auto stored = from_stored_form(input);
  if (stored)
    check_stored(*stored);
  else
    check(stored.error());
}

}  // namespace bookrent::fuzz
