#include "daemons/view/projections/life.hpp"

#include <gtest/gtest.h>

#include <set>

#include "daemons/view/projections/counter.hpp"

namespace bookrent::view {
namespace {

template <class Cause, class Effect>
bool comes_before() {
  return mark_of(Cause{}).step < mark_of(Effect{}).step;
}

TEST(Life, ends_in_the_status_of_the_last_event) {
  EXPECT_EQ(mark_of(contract::RentalRequested{}).status, RentalStatus::req_pay);
  EXPECT_EQ(mark_of(contract::Rented{}).status, RentalStatus::rented);
  EXPECT_EQ(mark_of(contract::Returned{}).status, RentalStatus::returned);
  EXPECT_EQ(mark_of(contract::Cancelled{}).status, RentalStatus::cancelled);
  EXPECT_EQ(mark_of(contract::RentalRejected{}).status, RentalStatus::rejected);
  EXPECT_EQ(mark_of(contract::PaymentAuthorized{}).status, PaymentStatus::authorized);
  EXPECT_EQ(mark_of(contract::PaymentDeclined{}).status, PaymentStatus::declined);
  EXPECT_EQ(mark_of(contract::Paid{}).status, PaymentStatus::paid);
  EXPECT_EQ(mark_of(contract::Refunded{}).status, PaymentStatus::refunded);
  EXPECT_EQ(mark_of(contract::PaymentVoided{}).status, PaymentStatus::voided);
}

TEST(Life, puts_causes_before_effects) {
  using namespace contract;
  EXPECT_TRUE((comes_before<RentalRequested, PaymentAuthorized>()));
  EXPECT_TRUE((comes_before<PaymentAuthorized, Rented>()));
  EXPECT_TRUE((comes_before<Rented, Paid>()));
  EXPECT_TRUE((comes_before<Rented, Returned>()));
  EXPECT_TRUE((comes_before<Paid, Cancelled>()));
  EXPECT_TRUE((comes_before<Cancelled, Refunded>()));
  EXPECT_TRUE((comes_before<Cancelled, PaymentVoided>()));
  EXPECT_TRUE((comes_before<PaymentDeclined, RentalRejected>()));
  EXPECT_TRUE((comes_before<PaymentVoided, RentalRejected>()));
}

TEST(Counter, counts_no_two_things_together) {
  std::set<Counter> counters{Counter::users, Counter::books};
  for (const RentalStatus status : rental_statuses) counters.insert(counter_of(status));
  for (const PaymentStatus status : payment_statuses) counters.insert(counter_of(status));
  EXPECT_EQ(counters.size(), 2 + rental_statuses.size() + payment_statuses.size());
}

}  // namespace
}  // namespace bookrent::view
