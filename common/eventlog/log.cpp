#include "common/eventlog/log.hpp"

#include "common/probe/probe.hpp"

namespace bookrent::eventlog {
namespace {

std::string stored_epoch(store::Store& store, random::Random& random) {
  store::Statement select(store, "SELECT epoch FROM log_identity");
  if (select.bind().step()) {
    std::string epoch = select.text("epoch");
    select.finish();
    return epoch;
  }
  const std::string epoch = random::uuid(random);
  store::Statement(store, "INSERT INTO log_identity(epoch) VALUES(?1)").run(epoch);
  return epoch;
}

}  // namespace

std::string_view Log::tables() {
  return R"sql(
    CREATE TABLE log_identity (
      epoch TEXT NOT NULL PRIMARY KEY
    ) STRICT;
    CREATE TABLE event_log (
      seq   INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
      event TEXT NOT NULL,
      chain BLOB NOT NULL CHECK (length(chain) = 32)
    ) STRICT;
  )sql";
}

Log::Log(store::Store& store, std::string source, random::Random& random)
    : store_(store),
      source_(std::move(source)),
      epoch_(stored_epoch(store, random)),
      insert_(store, "INSERT INTO event_log(seq, event, chain) VALUES(?1, ?2, ?3)"),
      newest_(store, "SELECT seq, chain FROM event_log ORDER BY seq DESC LIMIT 1"),
      select_chain_(store, "SELECT chain FROM event_log WHERE seq = ?1"),
      following_(store, "SELECT event FROM event_log WHERE seq > ?1 ORDER BY seq LIMIT ?2") {
  reload();
}

std::string Log::identity() const {
  return "INSERT INTO log_identity(epoch) VALUES('" + epoch_ + "');";
}

std::string Log::begin_epoch(random::Random& random) {
  return "UPDATE log_identity SET epoch = '" + random::uuid(random) + "';";
}

void Log::reload() {
  head_ = 0;
  chain_ = {};
  if (!newest_.bind().step()) return;
  head_ = newest_.integer("seq");
  chain_ = chain_from_bytes(newest_.text("chain"));
  newest_.finish();
}

std::string Log::append(const NewEvent& event, clock::Instant time) {
  std::string text = envelope(event, source_, head_ + 1, time);
  const Chain chain = next_chain(chain_, text);
  insert_.run(head_ + 1, text, std::span{chain});
  ++head_;
  chain_ = chain;
  return text;
}

std::optional<Chain> Log::chain_at(std::int64_t sequence) {
  if (sequence == head_) return chain_;
  if (sequence == 0) return Chain{};
  if (!select_chain_.bind(sequence).step()) return std::nullopt;
  const Chain chain = chain_from_bytes(select_chain_.text("chain"));
  select_chain_.finish();
  return chain;
}

message::Events Log::hint(std::int64_t first) {
  return {{}, source_, epoch_, first, head_, false, {}, hex(chain_at(first - 1).value())};
}

/// The hash alone decides: where it agrees, all that the reader has read is the beginning of this
/// log, whichever epoch it was read in. So a reader that was restored together with its source, or
/// had not read any of what a restore lost, goes on by itself.
bool Log::has_read(const message::Fetch& fetch) {
  if (probe::planted("chain not checked")) return true;
  if (fetch.after > head_) return false;
  const bool keeps_no_place = fetch.epoch.empty() && fetch.chain.empty();
  if (keeps_no_place || fetch.after == 0) return true;
  const auto chain = chain_at(fetch.after);
  return chain && chain_from_hex(fetch.chain) == chain;
}

void Log::fill(message::Events& page, std::int64_t after) {
  std::size_t bytes = 0;
  following_.bind(after, std::int64_t{message::page_events_max});
  while (following_.step()) {
    std::string event = following_.text("event");
    bytes += event.size();
    if (!page.events.empty() && bytes > message::page_bytes_max) break;
    page.events.push_back(std::move(event));
  }
  following_.finish();
}

message::Events Log::page(const message::Fetch& fetch) {
  message::Events page{fetch.id, source_, epoch_, fetch.after + 1, head_, false, {}};
  page.rewound = !has_read(fetch);
  if (!page.rewound) fill(page, fetch.after);
  return page;
}

}  // namespace bookrent::eventlog
