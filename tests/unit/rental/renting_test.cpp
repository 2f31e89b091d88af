#include "daemons/rental/domain/renting.hpp"

#include <gtest/gtest.h>

namespace bookrent::rental {
namespace {

const RentingRules rules{};

/// User 3 asks for book 7, and nothing stands against it.
RentRequest fair_request() {
  return {{"user:3", 3, false},
          3,
          std::nullopt,
          KnownUser{3, false},
          KnownBook{7, {1500, "KRW"}, 14, 3, 2, false},
          9,
          false};
}

TEST(Renting, is_allowed_when_no_rule_says_no) { EXPECT_FALSE(refusal_of(fair_request(), rules)); }

TEST(Renting, refuses_what_each_rule_is_about) {
  const auto refusal_when = [](auto change) {
    RentRequest request = fair_request();
    change(request);
    return refusal_of(request, rules);
  };
  using enum RentRefusal;
  EXPECT_EQ(refusal_when([](auto& r) { r.actor = {"user:4", 4, false}; }), not_yours);
  EXPECT_EQ(refusal_when([](auto& r) { r.user.reset(); }), unknown_user);
  EXPECT_EQ(refusal_when([](auto& r) { r.user->suspended = true; }), suspended_user);
  EXPECT_EQ(refusal_when([](auto& r) { r.book.reset(); }), unknown_book);
  EXPECT_EQ(refusal_when([](auto& r) { r.book->withdrawn = true; }), withdrawn_book);
  EXPECT_EQ(refusal_when([](auto& r) { r.days = 0; }), bad_period);
  EXPECT_EQ(refusal_when([](auto& r) { r.days = 15; }), bad_period);
  EXPECT_EQ(refusal_when([](auto& r) { r.has_this_book = true; }), has_this_book);
  EXPECT_EQ(refusal_when([](auto& r) { r.open_rentals = 10; }), too_many_rentals);
  EXPECT_EQ(refusal_when([](auto& r) { r.book->lent = 3; }), no_free_copy);
}

TEST(Renting, a_manager_rents_for_anybody) {
  RentRequest request = fair_request();
  request.actor = {"manager:0", 0, true};
  EXPECT_FALSE(refusal_of(request, rules));
}

TEST(Renting, a_book_whose_copies_were_reduced_below_what_is_lent_has_none_free) {
  RentRequest request = fair_request();
  request.book->copies = 1;
  EXPECT_EQ(refusal_of(request, rules), RentRefusal::no_free_copy);
}

TEST(Renting, says_who_is_unknown_before_what_is) {
  RentRequest request = fair_request();
  request.user.reset();
  request.book.reset();
  EXPECT_EQ(refusal_of(request, rules), RentRefusal::unknown_user);
}

}  // namespace
}  // namespace bookrent::rental
