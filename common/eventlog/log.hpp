#pragma once
// A context's own event log: append in the transaction that causes the event, and read by pages.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/eventlog/chain.hpp"
#include "common/eventlog/envelope.hpp"
#include "common/message/message.hpp"
#include "common/random/random.hpp"
#include "common/store/statement.hpp"
#include "common/store/store.hpp"

namespace bookrent::eventlog {

class Log {
 public:
  /// The SQL of its tables, for the first step of a context's schema.
  static std::string_view tables();

  /// `source` is the context's name. Makes the epoch when the database is new.
  Log(store::Store& store, std::string source, random::Random& random);

  /// The SQL that gives an emptied database the epoch of this log.
  std::string identity() const;
  /// The SQL that makes a restored copy's history one of its own: a new epoch. The events and their
  /// hashes stay, so a reader whose history is the beginning of them goes on.
  static std::string begin_epoch(random::Random& random);

  /// Adds one event inside the running transaction and returns its bytes as stored.
  std::string append(const NewEvent& event, clock::Instant time);

  /// Answers a reader: a page of what follows its place, or `rewound` when the log at that place is
  /// not the one that the reader has read.
  message::Events page(const message::Fetch& fetch);

  /// A hint without events: they are from `first` on, at most one beyond the head.
  message::Events hint(std::int64_t first);

  /// Takes head and chain from the database again, after a rollback.
  void reload();

  const std::string& source() const { return source_; }
  const std::string& epoch() const { return epoch_; }
  /// The sequence number of the newest event; 0 when there is none.
  std::int64_t head() const { return head_; }

 private:
  std::optional<Chain> chain_at(std::int64_t sequence);
  bool has_read(const message::Fetch& fetch);
  void fill(message::Events& page, std::int64_t after);

  store::Store& store_;
  std::string source_;
  std::string epoch_;
  std::int64_t head_ = 0;
  Chain chain_{};
  store::Statement insert_;
  store::Statement newest_;
  store::Statement select_chain_;
  store::Statement following_;
};

}  // namespace bookrent::eventlog
