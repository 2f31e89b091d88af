#include "common/eventlog/subscription.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/probe/probe.hpp"

namespace bookrent::eventlog {

std::string_view Subscription::tables() {
  return R"sql(
    CREATE TABLE positions (
      source TEXT NOT NULL PRIMARY KEY,
      epoch  TEXT NOT NULL,
      seq    INTEGER NOT NULL CHECK (seq >= 0),
      chain  BLOB NOT NULL CHECK (length(chain) = 32)
    ) STRICT;
  )sql";
}

Subscription::Subscription(store::Store& store, std::string source)
    : source_(std::move(source)),
      select_(store, "SELECT epoch, seq, chain FROM positions WHERE source = ?1"),
      upsert_(store,
              "INSERT INTO positions(source, epoch, seq, chain) VALUES(?1, ?2, ?3, ?4) "
              "ON CONFLICT(source) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, "
              "chain = excluded.chain") {
  reload();
}

void Subscription::reload() {
  epoch_.clear();
  sequence_ = 0;
  chain_ = {};
  moved_ = false;
  wanted_ = true;
  if (!select_.bind(source_).step()) return;
  epoch_ = select_.text("epoch");
  sequence_ = select_.integer("seq");
  chain_ = chain_from_bytes(select_.text("chain"));
  select_.finish();
}

void Subscription::rewind() {
  epoch_.clear();
  sequence_ = 0;
  chain_ = {};
  stopped_.reset();
  rewound_ = false;
  heard_ = false;
  caught_up_once_ = false;
  wanted_ = true;
  moved_ = true;
}

void Subscription::save() {
  if (!moved_) return;
  upsert_.run(source_, epoch_, sequence_, std::span{chain_});
  moved_ = false;
}

void Subscription::receive(const message::Events& events, const Apply& apply) {
  if (stopped_) return;
  const bool page = !events.id.empty();
  if (page && events.id != fetch_id_) return;  // an answer to a fetch that was given up
  if (page) {
    fetch_id_.clear();
    fetch_sent_.reset();
    heard_ = true;
    wanted_ = false;
    if (events.rewound) return stop_at_lost_history();
    // The source has compared the hash: its history goes on from ours, also after a restore.
    if (epoch_ != events.epoch) moved_ = true;
    epoch_ = events.epoch;
  }
  if (events.epoch != epoch_) {
    wanted_ = true;  // the source compares, and says whether our history is still its own
    return;
  }
  head_ = page ? events.head : std::max(head_, events.head);
  if (!page && !continues(events)) return;
  accept(events, apply);
  if (sequence_ < head_) wanted_ = true;
  if (caught_up()) caught_up_once_ = true;
}

void Subscription::stop_at_lost_history() {
  probe::reached("reader: its source was rewound");
  rewound_ = true;
  stop(fmt::format(
      "{} no longer has the history that was read up to event {} (an older backup that was "
      "restored, or a fault of the disk)",
      source_, sequence_));
}

/// A hint is read only where it goes on from our own history, hash by hash. Any other is a reason
/// to ask the source, which compares: it may have lost what we have read, and written something
/// else.
bool Subscription::continues(const message::Events& hint) {
  if (probe::planted("no gap check") || probe::planted("chain not checked")) return true;
  const bool here = hint.first == sequence_ + 1 && hint.chain == hex(chain_);
  const bool tells_nothing = hint.first <= sequence_ && hint.head == sequence_;
  if (hint.first > sequence_ + 1) probe::reached("reader: a gap");
  if (hint.first <= sequence_) probe::reached("reader: an event that it has read");
  if (!here && !tells_nothing) wanted_ = true;
  return here;
}

void Subscription::accept(const message::Events& events, const Apply& apply) {
  std::int64_t sequence = events.first;
  for (const std::string& text : events.events) {
    if (probe::planted("no gap check")) sequence_ = std::max(sequence_, sequence - 1);
    if (sequence > sequence_ + 1) return;  // a gap: fetch what is missing
    if (sequence == sequence_ + 1 && !apply_next(text, apply)) return;
    ++sequence;
  }
}

bool Subscription::apply_next(const std::string& text, const Apply& apply) {
  const auto event = read_envelope(text);
  const auto place = [&] { return fmt::format("{}:{}", source_, sequence_ + 1); };
  if (!event || event->source != source_ || event->sequence != sequence_ + 1) {
    stop(fmt::format("event {} cannot be read: {}", place(),
                     event ? "it carries another id" : event.error()));
    return false;
  }
  if (const auto applied = apply(*event); !applied) {
    stop(fmt::format("event {} ({}) cannot be applied: {}", place(), event->type, applied.error()));
    return false;
  }
  chain_ = next_chain(chain_, text);
  ++sequence_;
  moved_ = true;
  return true;
}

std::optional<message::Fetch> Subscription::fetch_due(clock::Steady now, std::string id) {
  if (stopped_ || !wanted_) return std::nullopt;
  if (fetch_sent_ && now < *fetch_sent_ + fetch_timeout) return std::nullopt;
  probe::reached(fetch_sent_ ? "reader: a fetch is sent again" : "reader: a fetch");
  fetch_id_ = std::move(id);
  fetch_sent_ = now;
  return message::Fetch{
      fetch_id_, source_, epoch_, sequence_, hex(chain_), fetch_timeout.count(), {}, std::nullopt};
}

clock::Steady Subscription::wake_at(clock::Steady now) const {
  if (stopped_ || !wanted_) return clock::Steady::max();
  return fetch_sent_ ? *fetch_sent_ + fetch_timeout : now;
}

}  // namespace bookrent::eventlog
