#include "tests/unit/view/view_context.hpp"

namespace bookrent::view {
namespace {

using Summary = ViewContext;

TEST_F(Summary, lists_every_status_even_when_there_is_nothing) {
  EXPECT_EQ(summary(),
            R"({"users":0,"books":0,"rentals":{"REQ_PAY":0,"RENTED":0,"RETURNED":0,)"
            R"("CANCELLED":0,"CANCELLING":0,"REJECTED":0},"payments":{"AUTHORIZED":0,"PAID":0,)"
            R"("REFUNDED":0,"VOIDED":0,"DECLINED":0}})");
}

TEST_F(Summary, counts_each_under_its_newest_status) {
  happens(requested(1), authorized(1), rented(1), paid(1));
  happens(requested(2), authorized(2), rented(2), paid(2), returned(2));
  happens(requested(3), authorized(3), rented(3), paid(3), cancelled(3), refunded(3));
  happens(requested(4), declined(4), rejected(4));
  happens(requested(5), authorized(5), voided(5), rejected(5));
  happens(requested(6), voided(7));
  EXPECT_EQ(summary(),
            R"({"users":0,"books":0,"rentals":{"REQ_PAY":1,"RENTED":1,"RETURNED":1,)"
            R"("CANCELLED":1,"CANCELLING":0,"REJECTED":2},"payments":{"AUTHORIZED":0,"PAID":2,)"
            R"("REFUNDED":1,"VOIDED":2,"DECLINED":1}})");
}

TEST_F(Summary, counts_users_and_the_books_that_were_not_withdrawn) {
  happens(contract::UserRegistered{1, "Kim"}, contract::UserRegistered{2, "Lee"},
          contract::UserChanged{1, "Kim"});
  happens(book_named(1, "Dune"), book_named(2, "Emma"), book_named(3, "Kim"),
          contract::BookChanged{1, "Dune", {}, fee, "KRW", 2, 14}, contract::BookWithdrawn{2},
          contract::BookWithdrawn{2});
  const auto counts = body_of<contract::SummaryCounts>(engine.request(contract::Summary{}));
  EXPECT_EQ(counts.users, 2);
  EXPECT_EQ(counts.books, 2);
}

TEST_F(Summary, counts_nothing_of_an_event_that_was_refused) {
  happens(requested(1), requested(2));
  // The history has this event already, which it learns when the rental is counted.
  engine.store().database().exec(
      "INSERT INTO history SELECT 1, time, 30, 3, '' FROM history WHERE rental_id = 1");
  happens_all("rental", {published(rented(1)), published(rented(2))});
  const auto counts = body_of<contract::SummaryCounts>(engine.request(contract::Summary{}));
  EXPECT_EQ(counts.rentals[0].count, 2);
  EXPECT_EQ(counts.rentals[1].count, 0);
  EXPECT_EQ(engine.store()
                .database()
                .execAndGet("SELECT group_concat(counter || ':' || number) FROM counts")
                .getString(),
            "11:2");
}

TEST_F(Summary, counts_what_came_in_the_same_turn) {
  auto held = engine.make_request(contract::Summary::operation, "{}");
  held.after = {{"rental", {"epoch-of-rental", 1}}};
  engine.deliver({held});
  ASSERT_FALSE(engine.take_reply(held.id));
  happens(requested(1));
  const auto counts = body_of<contract::SummaryCounts>(engine.take_reply(held.id).value());
  EXPECT_EQ(counts.rentals.front().count, 1);
  EXPECT_EQ(engine.store().database().execAndGet("SELECT sum(number) FROM counts").getInt(), 1);
}

}  // namespace
}  // namespace bookrent::view
