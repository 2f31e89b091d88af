#pragma once
// Rentals whose payment is not settled, with whoever waits for them and when to ask again: what the
// saga goes on from after a restart.
#include <string>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/store/statement.hpp"

namespace bookrent::rental {

struct Awaiting {
  std::int64_t rental_id = 0;
  std::string principal;    // who asked, as in the idempotency log
  std::string key;          // under which key
  std::string traceparent;  // of the request
};

class AwaitingTable {
 public:
  explicit AwaitingTable(store::Store& store);

  void add(const Awaiting& awaiting, clock::Instant retry_at);
  std::optional<Awaiting> find(std::int64_t rental_id);
  /// Of all rentals that wait.
  std::vector<std::int64_t> rental_ids();
  /// Those whose time to ask again has come, and moves that time to `next`. It has come as well for
  /// those that would be asked about later than that: the clock was set back.
  std::vector<Awaiting> take_due(clock::Instant now, clock::Instant next);
  /// Whether take_due() would find one.
  bool any_due(clock::Instant now, clock::Instant next);
  /// When the next one is due; Instant::max() when there is none.
  clock::Instant earliest();
  void remove(std::int64_t rental_id);

 private:
  store::Statement insert_;
  store::Statement select_;
  store::Statement select_ids_;
  store::Statement due_;
  store::Statement postpone_;
  store::Statement earliest_;
  store::Statement latest_;
  store::Statement delete_;
};

}  // namespace bookrent::rental
