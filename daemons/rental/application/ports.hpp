#pragma once
// What the use cases need of the outside, in the domain's words.
#include <cstdint>
#include <optional>
#include <vector>

#include "common/contract/rental.hpp"
#include "daemons/rental/domain/rental.hpp"
#include "daemons/rental/domain/renting.hpp"

namespace bookrent::rental {

/// The rentals, and with them the copies that they hold.
class Rentals {
 public:
  virtual ~Rentals() = default;
  /// Stores a new rental under the next id, with a free copy of its book in its hands.
  virtual Rental add(Rental rental) = 0;
  virtual std::optional<Rental> find(std::int64_t id) = 0;
  /// Stores a step of its life. A rental that is no longer open lets go of its copy.
  virtual void save(const Rental& rental) = 0;
  virtual std::int64_t open_of(std::int64_t user_id) = 0;
  virtual bool has_open(std::int64_t user_id, std::int64_t book_id) = 0;
  /// When the next copy of the book is due; nothing when none is lent.
  virtual std::optional<Instant> next_due(std::int64_t book_id) = 0;
};

/// What is known of users and books.
class Knowledge {
 public:
  virtual ~Knowledge() = default;
  virtual std::optional<KnownUser> user(std::int64_t id) = 0;
  virtual std::optional<KnownBook> book(std::int64_t id) = 0;
};

/// Calls to the payment context. They are repeated until an answer has been taken.
class Payments {
 public:
  virtual ~Payments() = default;
  /// How long to wait until a new rental may ask for its payment; nothing when it may now.
  virtual std::optional<clock::Milliseconds> turns_away() = 0;
  virtual void authorize(const Rental& rental) = 0;
  virtual void call_off(const Rental& rental) = 0;
};

/// The context's event log.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual void publish(const contract::RentalRequested& event) = 0;
  virtual void publish(const contract::Rented& event) = 0;
  virtual void publish(const contract::Cancelled& event) = 0;
  virtual void publish(const contract::Returned& event) = 0;
  virtual void publish(const contract::RentalRejected& event) = 0;
};

/// Whoever asked for a rental and waits to hear how it ended.
class Renter {
 public:
  virtual ~Renter() = default;
  virtual void rented(const Rental& rental) = 0;
  virtual void rejected(const Rental& rental, contract::RejectReason reason) = 0;
};

/// The library's calendar.
class Calendar {
 public:
  virtual ~Calendar() = default;
  virtual Instant due_at(Instant rented_at, std::int64_t days) const = 0;
};

}  // namespace bookrent::rental
