// A reader of another context's log, to whom pages and hints come late, twice, torn, from another
// history, or spoiled. Input: bytes that say what happens next; the two fields of bits in each are
// read by World. A text after a record separator takes the place of a spoiled event.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/eventlog/subscription.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

using eventlog::Subscription;

constexpr int events_in_log = 40;
constexpr std::size_t steps_max = 200;  // more of them are slow and tell nothing new
constexpr std::string_view source = "rental";

const std::vector<std::string>& log_of(std::string_view epoch) {
  const auto make = [](std::string_view name) {
    std::vector<std::string> log;
    for (int n = 1; n <= events_in_log; ++n)
      log.push_back(eventlog::envelope({"bookrent.rental.rented.v1",
                                        fmt::format("rental/{}", n),
                                        "user:3",
                                        {},
                                        fmt::format(R"({{"in":"{}"}})", name)},
                                       source, n, clock::Instant{}));
    return log;
  };
  static const std::vector<std::string> first = make("first"), second = make("second");
  return epoch == "first" ? first : second;
}

store::Store& database() {
  static const auto store = store::Store::open(
      ":memory:", {.application_id = 1, .steps = {std::string{Subscription::tables()}}});
  return **store;
}

store::Store& empty_database() {
  database().database().exec("DELETE FROM positions");
  return database();
}

class World {
 public:
  explicit World(std::string spoiled) : spoiled_(std::move(spoiled)) {}

  void take(unsigned char step) {
    happen(step & 15U, step >> 4U);
    check();
  }

 private:
  void happen(unsigned what, unsigned detail) {
    switch (what) {
      case 0:
      case 1:
      case 2:
      case 3:
        return answer(page(detail));
      case 4:
        return answer(spoiled(page(detail)));
      case 5:
        return answer(rewound(page(detail)));
      case 6:
        return answer(moved(page(2), detail));
      case 7:
        return receive(moved(page(detail), 2 * detail));
      case 8:
        return receive(moved(page(detail), 0));
      case 9:
        return other_history();
      case 10:
        return save();
      case 11:
        return reload();
      case 12:
        return rewind();
      case 13:
        return reader_.ask_again();
      case 14:
        return refuse_next();
      default:
        return reader_.wait_to_ask(now_);
    }
  }

  /// What the source would answer now: `count` events after those applied.
  message::Events page(unsigned count) const {
    message::Events events{{}, std::string{source}, epoch_, next(), events_in_log, false, {}};
    const auto& log = log_of(epoch_);
    for (std::size_t at = applied_.size(); at < log.size() && count > 0; ++at, --count)
      events.events.push_back(log[at]);
    return events;
  }
  std::int64_t next() const { return static_cast<std::int64_t>(applied_.size()) + 1; }

  message::Events spoiled(message::Events events) const {
    if (!events.events.empty()) events.events.back() = spoiled_;
    return events;
  }
  static message::Events rewound(message::Events events) {
    events.rewound = true;
    return events;
  }
  /// The same events, told to begin elsewhere than they do.
  message::Events moved(message::Events events, unsigned by) const {
    events.first = std::max<std::int64_t>(0, events.first + 3 - static_cast<std::int64_t>(by));
    const auto& log = log_of(epoch_);
    for (std::size_t i = 0; i < events.events.size(); ++i) {
      const auto at = static_cast<std::size_t>(std::max<std::int64_t>(events.first, 1)) - 1 + i;
      events.events[i] = log[std::min(at, log.size() - 1)];
    }
    return events;
  }

  /// Comes as the page that the reader fetched, if it asks for one.
  void answer(message::Events events) {
    now_ += eventlog::fetch_timeout;
    const auto fetch = reader_.fetch_due(now_, fmt::format("{}", ++fetches_));
    if (!fetch) return;
    check(*fetch);
    events.id = fetch->id;
    receive(events);
  }

  void receive(const message::Events& events) {
    const std::int64_t head = reader_.head();
    const bool was_stopped = reader_.stopped().has_value();
    const std::size_t applied = applied_.size();
    reader_.receive(events, [&](const eventlog::Event& event) { return apply(events, event); });
    claim(!was_stopped || applied_.size() == applied, "what has stopped reads on no more");
    claim(!events.id.empty() || reader_.head() >= head, "a hint takes no event away");
  }

  std::expected<void, std::string> apply(const message::Events& events,
                                         const eventlog::Event& event) {
    claim(event.source == source && event.sequence == next(), "events are applied in order");
    if (std::exchange(refusing_, false)) return std::unexpected("a test says no");
    const auto at = static_cast<std::size_t>(event.sequence - events.first);
    applied_.push_back(events.events.at(at));
    return {};
  }

  void refuse_next() { refusing_ = true; }
  void other_history() { epoch_ = epoch_ == "first" ? "second" : "first"; }
  void save() {
    reader_.save();
    saved_ = applied_;
  }
  void reload() {
    reader_.reload();
    applied_ = saved_;
  }
  void rewind() {
    reader_.rewind();
    applied_.clear();
  }

  void check(const message::Fetch& fetch) const {
    eventlog::Chain chain{};
    for (const std::string& text : applied_) chain = eventlog::next_chain(chain, text);
    claim(fetch.source == source && fetch.after + 1 == next(), "it asks for what comes next");
    claim(fetch.chain == eventlog::hex(chain), "its hash is that of all that was applied");
  }

  void check() const {
    claim(reader_.sequence() + 1 == next(), "its place is that of the last applied event");
    claim(reader_.head() >= reader_.sequence(), "the end is never before the place");
    if (reader_.caught_up())
      claim(!reader_.stopped() && reader_.sequence() == reader_.head(), "caught up is at the end");
    if (reader_.stopped()) claim(!reader_.stopped()->empty(), "a stop has its reason");
  }

  std::string spoiled_;
  std::string epoch_ = "first";
  std::vector<std::string> applied_, saved_;
  bool refusing_ = false;
  int fetches_ = 0;
  clock::Steady now_{};
  Subscription reader_{empty_database(), std::string{source}};
};

}  // namespace

void run(std::string_view input) {
  const std::size_t end = std::min(input.find(record_separator), input.size());
  World world{std::string{input.substr(std::min(end + 1, input.size()))}};
  for (const char step : input.substr(0, std::min(end, steps_max)))
    world.take(static_cast<unsigned char>(step));
}

}  // namespace bookrent::fuzz
