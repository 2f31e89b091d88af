#include "cli/check/rules.hpp"

#include <gtest/gtest.h>

namespace bookrent::cli {
namespace {

TEST(Rules, a_rented_rental_needs_an_approved_payment) {
  EXPECT_TRUE(may_stand_beside("RENTED", "AUTHORIZED"));
  EXPECT_TRUE(may_stand_beside("RENTED", "PAID"));
  for (const char* payment : {"", "VOIDED", "DECLINED", "REFUNDED"})
    EXPECT_FALSE(may_stand_beside("RENTED", payment)) << payment;
}

TEST(Rules, money_is_only_taken_for_what_was_rented) {
  for (const char* rental : {"", "REQ_PAY", "CANCELLING", "REJECTED"})
    EXPECT_FALSE(may_stand_beside(rental, "PAID")) << rental;
  for (const char* rental : {"RENTED", "RETURNED", "CANCELLED"})
    EXPECT_TRUE(may_stand_beside(rental, "PAID")) << rental;
}

TEST(Rules, money_is_only_given_back_for_what_was_cancelled) {
  for (const char* rental : {"REQ_PAY", "RENTED", "RETURNED", "CANCELLING", "REJECTED"})
    EXPECT_FALSE(may_stand_beside(rental, "REFUNDED")) << rental;
  EXPECT_TRUE(may_stand_beside("CANCELLED", "REFUNDED"));
}

TEST(Rules, no_money_is_held_for_a_rental_that_was_lost) {
  for (const char* payment : {"AUTHORIZED", "PAID"})
    EXPECT_FALSE(may_stand_beside("", payment)) << payment;
  for (const char* payment : {"", "VOIDED", "REFUNDED", "DECLINED"})
    EXPECT_TRUE(may_stand_beside("", payment)) << payment;
}

TEST(Rules, a_rental_may_wait_for_a_payment_that_nobody_knows_yet) {
  EXPECT_TRUE(may_stand_beside("REQ_PAY", ""));
  EXPECT_TRUE(may_stand_beside("CANCELLING", ""));
  EXPECT_FALSE(may_stand_beside("REJECTED", ""));
}

TEST(Rules, an_unknown_state_stands_beside_nothing) {
  EXPECT_FALSE(may_stand_beside("LOST", "PAID"));
  EXPECT_FALSE(may_stand_beside("RENTED", "LOST"));
}

}  // namespace
}  // namespace bookrent::cli
