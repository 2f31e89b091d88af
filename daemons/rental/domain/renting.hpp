#pragma once
// The rules of renting: whether a rental may be made. A new rule is one more function in
// renting.cpp, one more line in its list, and one more word in RentRefusal.
#include <cstdint>
#include <optional>
#include <string>

#include "common/contract/actor.hpp"
#include "daemons/rental/domain/rental.hpp"

namespace bookrent::rental {

/// What rental knows of a book, from the book context's events.
struct KnownBook {
  std::int64_t id = 0;
  contract::Money fee;
  std::int64_t days = 0;
  std::int64_t copies = 0;
  std::int64_t lent = 0;  // copies that open rentals hold
  bool withdrawn = false;
};

/// What rental knows of a user, from the user context's events.
struct KnownUser {
  std::int64_t id = 0;
  bool suspended = false;
};

/// The settings of the rules.
struct RentingRules {
  std::int64_t open_rentals_max = 10;
  clock::Milliseconds cancel_window = std::chrono::hours{24};
};

/// Everything that the rules look at.
struct RentRequest {
  contract::Actor actor;
  std::int64_t user_id = 0;
  std::optional<std::int64_t> days;  // fewer than the book's, if given
  std::optional<KnownUser> user;
  std::optional<KnownBook> book;
  std::int64_t open_rentals = 0;  // of the user
  bool has_this_book = false;     // in an open rental of the user
};

enum class RentRefusal {
  not_yours,  // a customer rents for somebody else
  unknown_user,
  suspended_user,
  unknown_book,
  withdrawn_book,
  bad_period,
  has_this_book,
  too_many_rentals,
  no_free_copy,
  payment_unavailable,  // not a rule's: every rule says yes, but payment cannot be asked just now
};

/// The first rule that says no, in the order in which a person would want to hear it.
std::optional<RentRefusal> refusal_of(const RentRequest& request, const RentingRules& rules);

}  // namespace bookrent::rental
