#pragma once
// The view context under its real turn, with the other contexts' events at hand.
#include <gtest/gtest.h>

#include <random>

#include "common/contract/book.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"
#include "daemons/view/adapters/schema.hpp"
#include "daemons/view/adapters/view_service.hpp"
#include "tests/support/engine_fixture.hpp"

namespace bookrent::view {

using clock::Instant;
using contract::PaymentStatus;
using contract::RentalStatus;
using support::body_of;

inline constexpr std::int64_t fee = 1500;
inline const Instant noon = *clock::parse_rfc3339("2026-12-01T12:00:00Z");

// Events about one rental; its payment has its id.
inline contract::RentalRequested requested(std::int64_t rental, std::int64_t user = 3,
                                           std::int64_t book = 7) {
  return {rental, user, book, rental, fee, "KRW", noon};
}
inline contract::Rented rented(std::int64_t rental, std::int64_t user = 3, std::int64_t book = 7) {
  return {rental, user, book, rental, fee, "KRW", noon, noon + std::chrono::days{14}};
}
inline contract::Returned returned(std::int64_t rental, std::int64_t user = 3,
                                   std::int64_t book = 7) {
  return {rental, user, book, noon + std::chrono::days{3}};
}
inline contract::Cancelled cancelled(std::int64_t rental, std::int64_t user = 3,
                                     std::int64_t book = 7) {
  return {rental, user, book, rental, noon + std::chrono::hours{1}};
}
inline contract::RentalRejected rejected(std::int64_t rental, std::int64_t user = 3,
                                         std::int64_t book = 7) {
  return {rental, user, book, contract::RejectReason::declined};
}
inline contract::PaymentAuthorized authorized(std::int64_t rental, std::int64_t user = 3) {
  return {rental, rental, user, fee, "KRW"};
}
inline contract::PaymentDeclined declined(std::int64_t rental, std::int64_t user = 3) {
  return {rental, rental, user, fee, "KRW", "too much"};
}
inline contract::Paid paid(std::int64_t rental) { return {rental, rental, fee, "KRW"}; }
inline contract::Refunded refunded(std::int64_t rental) { return {rental, rental, fee, "KRW"}; }
inline contract::PaymentVoided voided(std::int64_t rental) { return {rental, rental}; }
inline contract::BookRegistered book_named(std::int64_t book, std::string title) {
  return {book, std::move(title), {}, fee, "KRW", 1, 14};
}

/// A number from 1 to `most`.
inline std::int64_t roll(std::mt19937& random, unsigned most) {
  return 1 + static_cast<std::int64_t>(random() % most);
}

/// The event as its context publishes it.
template <class Event>
eventlog::NewEvent published(const Event& event, std::string actor = "user:3") {
  return {std::string{contract::event_type<Event>()},
          "test/1",
          std::move(actor),
          {},
          contract::encode(event)};
}

class ViewContext : public ::testing::Test {
 protected:
  /// Lets the context that owns them publish these events, one after the other.
  void happens(const auto&... events) {
    (engine.feed(source_of(events), {published(events)}), ...);
  }
  /// Publishes many events of one context, by pages.
  void happens_all(const std::string& source, const std::vector<eventlog::NewEvent>& events) {
    for (auto from = events.begin(); from != events.end();) {
      const auto to = from + std::min<std::ptrdiff_t>(events.end() - from, 500);
      engine.feed(source, std::vector(from, to));
      from = to;
    }
  }

  contract::RentalView status(std::int64_t rental) {
    return body_of<contract::RentalView>(engine.request(contract::RentalState{rental}));
  }
  contract::RentalViewList list(const contract::ListRentals& query) {
    return body_of<contract::RentalViewList>(engine.request(query));
  }
  std::vector<std::int64_t> ids(const contract::ListRentals& query) { return ids_in(list(query)); }
  static std::vector<std::int64_t> ids_in(const contract::RentalViewList& page) {
    std::vector<std::int64_t> ids;
    for (const contract::RentalView& rental : page.rentals) ids.push_back(rental.rental_id);
    return ids;
  }
  std::vector<contract::RentalHistoryEntry> history(std::int64_t rental) {
    return body_of<contract::RentalHistoryList>(engine.request(contract::RentalHistory{rental}))
        .events;
  }
  /// The reply's body as it travels.
  std::string summary() { return engine.request(contract::Summary{}).body; }
  message::Error refused(const auto& query) {
    return engine.request(query).error.value_or(message::Error{});
  }

  support::EngineFixture engine{
      "view", schema(), [](store::Store& store) { return std::make_unique<ViewService>(store); }};

 private:
  template <class Event>
  static std::string source_of(const Event&) {
    const std::string_view type = contract::event_type<Event>();
    const std::size_t from = type.find('.') + 1;
    return std::string{type.substr(from, type.find('.', from) - from)};
  }
};

}  // namespace bookrent::view
