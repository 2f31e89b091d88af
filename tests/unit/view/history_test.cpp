#include "tests/unit/view/view_context.hpp"

namespace bookrent::view {
namespace {

class History : public ViewContext {
 protected:
  std::vector<std::string> events(std::int64_t rental) {
    std::vector<std::string> ids;
    for (const auto& entry : history(rental)) ids.push_back(entry.id);
    return ids;
  }
};

TEST_F(History, tells_when_what_happened_and_who_did_it) {
  engine.feed("rental", {published(requested(17), "user:3")});
  engine.clock().advance(clock::Milliseconds{5});
  engine.feed("payment", {published(authorized(17), "service:rental")});
  EXPECT_EQ(engine.request(contract::RentalHistory{17}).body,
            R"({"rental_id":17,"events":[)"
            R"({"time":"2026-12-01T00:00:00.000Z","type":"bookrent.rental.requested.v1",)"
            R"("id":"rental:1","actor":"user:3"},)"
            R"({"time":"2026-12-01T00:00:00.005Z","type":"bookrent.payment.authorized.v1",)"
            R"("id":"payment:1","actor":"service:rental"}]})");
}

TEST_F(History, names_every_type_as_it_was_published) {
  happens(requested(1), authorized(1), rented(1), paid(1), cancelled(1), refunded(1));
  happens(requested(2), declined(2), rejected(2));
  happens(requested(3), voided(3), rented(4), returned(4));
  std::vector<std::string> types;
  for (const std::int64_t rental : {1, 2, 3, 4})
    for (const auto& entry : history(rental)) types.push_back(entry.type);
  EXPECT_EQ(types, (std::vector<std::string>{
                       "bookrent.rental.requested.v1", "bookrent.payment.authorized.v1",
                       "bookrent.rental.rented.v1", "bookrent.payment.paid.v1",
                       "bookrent.rental.cancelled.v1", "bookrent.payment.refunded.v1",
                       "bookrent.rental.requested.v1", "bookrent.payment.declined.v1",
                       "bookrent.rental.rejected.v1", "bookrent.rental.requested.v1",
                       "bookrent.payment.voided.v1", "bookrent.rental.rented.v1",
                       "bookrent.rental.returned.v1"}));
}

TEST_F(History, is_in_the_order_of_time_however_it_was_read) {
  happens(authorized(17));
  engine.clock().advance(clock::Milliseconds{1});
  happens(requested(17), rented(17));
  engine.clock().advance(clock::Milliseconds{1});
  happens(paid(17));
  EXPECT_EQ(events(17),
            (std::vector<std::string>{"payment:1", "rental:1", "rental:2", "payment:2"}));
}

TEST_F(History, puts_causes_before_effects_within_a_millisecond) {
  happens(authorized(17), paid(17), requested(17), rented(17));
  EXPECT_EQ(events(17),
            (std::vector<std::string>{"rental:1", "payment:1", "rental:2", "payment:2"}));
}

TEST_F(History, holds_only_what_concerns_the_rental) {
  happens(requested(17), requested(18), contract::UserRegistered{3, "Kim"}, rented(17));
  EXPECT_EQ(events(17), (std::vector<std::string>{"rental:1", "rental:3"}));
}

TEST_F(History, knows_no_rental_of_which_only_the_payment_was_heard) {
  happens(authorized(17));
  EXPECT_EQ(refused(contract::RentalHistory{17}).reason, "unknown_rental");
  EXPECT_EQ(refused(contract::RentalHistory{17}).code, message::ErrorCode::not_found);
}

}  // namespace
}  // namespace bookrent::view
