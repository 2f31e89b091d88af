#pragma once
// The published language of the view context: what the read model answers.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/message/message.hpp"

namespace bookrent::contract {

// Queries

struct RentalState {  // bookrent status RENTAL, rental show
  static constexpr const char* operation = "status";
  std::int64_t rental_id = 0;
};
struct ListRentals {
  static constexpr const char* operation = "rentals";
  std::optional<std::int64_t> user_id;
  std::optional<std::int64_t> book_id;
  std::optional<RentalStatus> status;
  std::optional<std::int64_t> before;  // newest first; continue below this rental_id
  std::optional<std::int64_t> limit;
};
struct RentalHistory {
  static constexpr const char* operation = "history";
  std::int64_t rental_id = 0;
};
struct Summary {
  static constexpr const char* operation = "summary";
};

// Replies

/// One rental as the read model knows it; a part is absent until its event has been read.
struct RentalView {
  std::int64_t rental_id = 0;
  std::optional<std::int64_t> user_id;
  std::optional<std::string> name;
  std::optional<std::int64_t> book_id;
  std::optional<std::string> title;
  std::optional<RentalStatus> status;
  std::optional<std::int64_t> payment_id;
  std::optional<PaymentStatus> payment_status;
  std::optional<std::int64_t> amount;
  std::optional<std::string> currency;
  std::optional<clock::Instant> requested_at;
  std::optional<clock::Instant> rented_at;
  std::optional<clock::Instant> due_at;
  std::optional<clock::Instant> returned_at;
  std::optional<clock::Instant> cancelled_at;
  std::optional<RejectReason> reason;  // of a REJECTED one
};
struct RentalViewList {
  std::vector<RentalView> rentals;
  std::optional<std::int64_t> next;  // more follow below this rental_id
};
/// One event in the life of a rental, its own or its payment's.
struct RentalHistoryEntry {
  clock::Instant time;
  std::string type;  // bookrent.rental.rented.v1
  std::string id;    // rental:17
  std::string actor;
};
struct RentalHistoryList {
  std::int64_t rental_id = 0;
  std::vector<RentalHistoryEntry> events;
};
struct StatusCount {
  std::string status;
  std::int64_t count = 0;
};
struct SummaryCounts {
  std::int64_t users = 0;
  std::int64_t books = 0;             // without the withdrawn
  std::vector<StatusCount> rentals;   // every status, also those with none
  std::vector<StatusCount> payments;  // on the wire both are objects: {"RENTED": 3, …}
};

inline constexpr std::string_view view_context = "view";
std::vector<message::Operation> view_operations();

}  // namespace bookrent::contract
