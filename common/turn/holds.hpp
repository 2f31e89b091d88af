#pragma once
// Requests that cannot be answered yet, in memory only: whoever is lost here asks again with the
// same key.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/message/message.hpp"

namespace bookrent::turn {

/// Callers that wait for the final reply of a running command.
class Waiters {
 public:
  struct Waiter {
    std::string principal, key;
    std::string request_id;
    clock::Steady until;
    message::Reply so_far;  // what to say when time is up
  };

  void add(Waiter waiter);
  /// Takes out everybody who waits for this key.
  std::vector<Waiter> take(const std::string& principal, const std::string& key);
  /// Takes out one caller, by the id of its request.
  std::optional<Waiter> take_request(const std::string& request_id);
  /// Takes out everybody whose time is up.
  std::vector<Waiter> take_expired(clock::Steady now);
  clock::Steady wake_at() const;

 private:
  using Key = std::pair<std::string, std::string>;
  std::multimap<Key, Waiter> by_key_;
  std::multimap<clock::Steady, std::string> by_time_;  // request ids, possibly answered already
  std::map<std::string, std::multimap<Key, Waiter>::iterator> by_request_;
};

/// Requests that wait until the sources they name have been read far enough.
class Holds {
 public:
  struct Held {
    message::Request request;
    clock::Steady until;
    clock::Steady deadline;  // of the request itself
  };

  void add(Held held) { held_.push_back(std::move(held)); }
  /// Takes out what `reached` says can be answered now, and what has waited long enough.
  template <class Reached>
  std::vector<Held> take(clock::Steady now, const Reached& reached) {
    std::vector<Held> taken;
    std::erase_if(held_, [&](Held& held) {
      if (now < held.until && !reached(held.request.after)) return false;
      taken.push_back(std::move(held));
      return true;
    });
    return taken;
  }
  clock::Steady wake_at() const;

 private:
  std::vector<Held> held_;
};

}  // namespace bookrent::turn
