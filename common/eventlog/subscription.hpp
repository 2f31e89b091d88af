#pragma once
// A consumer's side of one source: keeps its place, asks for what is missing, applies each event
// once and in order. The same code serves start, gap and rebuild. It knows no socket and no clock:
// what arrives is handed in, what must be asked comes out.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/clock/clock.hpp"
#include "common/eventlog/chain.hpp"
#include "common/eventlog/envelope.hpp"
#include "common/message/message.hpp"
#include "common/store/statement.hpp"
#include "common/store/store.hpp"

namespace bookrent::eventlog {

/// How long an unanswered fetch is waited for before it is sent again.
inline constexpr clock::Milliseconds fetch_timeout{1000};

class Subscription {
 public:
  /// Applies one event's effects inside the running transaction. Error: why a known type cannot be
  /// read; the source is then stopped.
  using Apply = std::function<std::expected<void, std::string>(const Event&)>;

  /// The SQL of the table of positions, for the first step of a context's schema.
  static std::string_view tables();

  Subscription(store::Store& store, std::string source);

  /// Takes a page or a live hint: drops what is known, applies what follows, and notes a gap.
  void receive(const message::Events& events, const Apply& apply);

  /// Asks the source where it stands, for hints and fetches may have been lost.
  void ask_again() {
    wanted_ = true;
    fetch_sent_.reset();
  }

  /// Asks no sooner than fetch_timeout from `now`: the last page could not be kept.
  void wait_to_ask(clock::Steady now) {
    fetch_id_.clear();
    fetch_sent_ = now;
  }

  /// The fetch to send now, if one is due. `id` is the correlation id to give it.
  std::optional<message::Fetch> fetch_due(clock::Steady now, std::string id);
  /// When fetch_due() should be asked again at the latest.
  clock::Steady wake_at(clock::Steady now) const;

  /// Writes the position if it has moved; part of the turn's transaction.
  void save();
  /// Takes the position from the database again, after a rollback.
  void reload();
  /// Starts over at the first event (a rebuild); part of the turn's transaction.
  void rewind();

  const std::string& source() const { return source_; }
  const std::string& epoch() const { return epoch_; }
  std::int64_t sequence() const { return sequence_; }
  std::int64_t head() const { return std::max(head_, sequence_); }
  /// Events that are known of and not read yet.
  std::int64_t behind() const { return head() - sequence_; }
  /// True once the source has answered and nothing that it announced is missing.
  bool caught_up() const { return heard_ && !stopped_ && sequence_ >= head_; }
  /// From the start, or from a rewind, until it has come to where the source stood: what is made
  /// from the source has holes meanwhile.
  bool reads_history() const { return !caught_up_once_; }
  /// Whether the source has answered since the start.
  bool heard() const { return heard_; }
  /// Why reading was stopped; nothing while all is well.
  const std::optional<std::string>& stopped() const { return stopped_; }
  /// It was stopped because the source lost what was read: only reading it anew helps.
  bool rewound() const { return rewound_; }

 private:
  bool continues(const message::Events& hint);
  void accept(const message::Events& events, const Apply& apply);
  bool apply_next(const std::string& text, const Apply& apply);
  void stop_at_lost_history();
  void stop(std::string why) { stopped_ = std::move(why); }

  std::string source_;
  std::string epoch_;
  std::int64_t sequence_ = 0;
  Chain chain_{};
  std::int64_t head_ = 0;
  bool heard_ = false;  // a page has arrived since the start
  bool caught_up_once_ = false;
  bool wanted_ = true;  // a fetch should be sent
  bool moved_ = false;  // the position is ahead of the table
  std::string fetch_id_;
  std::optional<clock::Steady> fetch_sent_;
  std::optional<std::string> stopped_;
  bool rewound_ = false;
  store::Statement select_;
  store::Statement upsert_;
};

}  // namespace bookrent::eventlog
