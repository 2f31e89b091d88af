// The promises, on the whole suite in one process. What real processes, sockets and signals add is
// in the end-to-end tests.
#include <gmock/gmock.h>

#include <functional>

#include "common/contract/book.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"
#include "tests/support/engine_fixture.hpp"
#include "tests/support/whole_suite.hpp"

namespace bookrent {
namespace {

using contract::RentalStatus;
using message::ErrorCode;
using support::body_of;
using support::WholeSuite;

class Promise : public testing::Test {
 protected:
  std::int64_t add_user() {
    const std::string name = "고객 " + std::to_string(++people_);
    return body_of<contract::User>(
               suite().ask("user",
                           contract::AddUser{name, std::to_string(people_) + "@example.org", {}}))
        .user_id;
  }
  std::int64_t add_book(std::int64_t copies = 1) {
    contract::AddBook book;
    book.title = "책 " + std::to_string(++titles_);
    book.fee = 1500;
    book.copies = copies;
    return body_of<contract::Book>(suite().ask("book", book)).book_id;
  }
  message::Reply rent(std::int64_t user, std::int64_t book, const std::string& key = {}) {
    return suite().ask("rental", contract::RentBook{user, book, {}}, key);
  }
  WholeSuite& suite() {
    if (!suite_) suite_.emplace(environment_);
    return *suite_;
  }
  /// The invariants that hold at every instant (P2, P3).
  void expect_invariants() {
    EXPECT_EQ(suite().number("rental",
                             "SELECT count(*) - count(DISTINCT book_id * 1000000 + copy) FROM "
                             "rentals WHERE status IN ('REQ_PAY', 'CANCELLING', 'RENTED')"),
              0);
    store::Statement rented(suite().store("rental"),
                            "SELECT rental_id FROM rentals WHERE status = 'RENTED'");
    rented.bind();
    while (rented.step())
      EXPECT_EQ(suite().number("payment",
                               "SELECT count(*) FROM payments WHERE status IN ('AUTHORIZED', "
                               "'PAID') AND payment_id = " +
                                   std::to_string(rented.integer("rental_id"))),
                1);
    store::Statement paid(suite().store("payment"),
                          "SELECT payment_id FROM payments WHERE status = 'PAID'");
    paid.bind();
    while (paid.step())
      EXPECT_EQ(suite().number("rental",
                               "SELECT count(*) FROM rentals WHERE rented_at IS NOT NULL AND "
                               "rental_id = " +
                                   std::to_string(paid.integer("payment_id"))),
                1);
  }

  /// So many who want the book in the same moment; what payment does to them is decided between
  /// their wish and its answer.
  void crowd(std::int64_t book, int people, const std::function<void()>& before = [] {}) {
    std::vector<std::int64_t> users;
    for (int i = 0; i < people; ++i) users.push_back(add_user());
    suite().pass(std::chrono::seconds{1});
    before();
    for (const std::int64_t user : users)
      suite().send("rental", contract::RentBook{user, book, {}});
  }
  void expect_turned_away_at_once(std::int64_t user, std::int64_t book) {
    const std::int64_t rentals = suite().number("rental", "SELECT count(*) FROM rentals");
    const auto id = suite().send("rental", contract::RentBook{user, book, {}});
    suite().run();  // no time passes
    const auto reply = suite().take(id);
    ASSERT_TRUE(reply && reply->error);
    EXPECT_EQ(reply->error->reason, "payment_unavailable");
    EXPECT_LE(reply->error->retry_after_ms, 5'000);
    EXPECT_EQ(reply->outcome, message::Outcome::none);
    EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM rentals"), rentals);
  }
  /// A customer who does as told each time; and in the end nothing is half-done.
  void expect_rented_within_ten_seconds(std::int64_t user, std::int64_t book) {
    const auto since = suite().clock().steady();
    auto reply = rent(user, book, "patient");
    while (reply.error && suite().clock().steady() < since + std::chrono::seconds{60}) {
      suite().pass(clock::Milliseconds{reply.error->retry_after_ms.value_or(500)});
      reply = rent(user, book, "patient");
    }
    EXPECT_FALSE(reply.error);
    EXPECT_LT(suite().clock().steady() - since, std::chrono::seconds{10});
    suite().pass(std::chrono::seconds{15});
    EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM awaiting_payment"), 0);
    EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM copies WHERE rental_id IS NOT NULL"),
              suite().number("rental", "SELECT count(*) FROM rentals WHERE status = 'RENTED'"));
    EXPECT_EQ(suite().number("payment",
                             "SELECT count(*) FROM payments WHERE coalesce(status, '') NOT IN "
                             "('PAID', 'VOIDED')"),
              0);
    expect_invariants();
  }

  std::map<std::string, std::string> environment_;

 private:
  std::optional<WholeSuite> suite_;
  int people_ = 0, titles_ = 0;
};

TEST_F(Promise, P1_an_acknowledged_rental_survives_a_kill_of_every_daemon) {
  const auto rental = body_of<contract::Rental>(rent(add_user(), add_book()));
  for (const char* name : {"rental", "payment", "user", "book", "view"}) suite().restart(name);
  suite().restart_gateway();
  suite().pass(std::chrono::seconds{3});
  const auto shown =
      body_of<contract::RentalView>(suite().ask("view", contract::RentalState{rental.rental_id}));
  EXPECT_EQ(shown.status, RentalStatus::rented);
  EXPECT_EQ(shown.payment_status, contract::PaymentStatus::paid);
}

TEST_F(Promise, P2_of_many_who_want_one_copy_one_gets_it) {
  const std::int64_t book = add_book(1);
  std::vector<std::string> asked;
  for (int i = 0; i < 20; ++i) {
    const std::int64_t user = add_user();
    suite().run();
    asked.push_back(suite().send("rental", contract::RentBook{user, book, {}}));
  }
  int rented = 0;
  for (const std::string& id : asked)
    if (!suite().wait_for(id).error) ++rented;
  EXPECT_EQ(rented, 1);
  expect_invariants();
}

TEST_F(Promise, P3_holds_when_a_daemon_is_killed_after_any_step_of_a_rental) {
  for (const std::string victim : {"rental", "payment", "view", "user", "book"}) {
    for (int steps = 0; steps < 12; ++steps) {
      const std::int64_t user = add_user(), book = add_book();
      suite().pass(std::chrono::seconds{1});
      const std::string key = victim + std::to_string(steps);
      suite().send("rental", contract::RentBook{user, book, {}}, key);
      for (int step = 0; step < steps; ++step) suite().step();
      suite().restart(victim);
      expect_invariants();
      suite().pass(std::chrono::seconds{15});
      expect_invariants();
      const auto ended = rent(user, book, key);
      ASSERT_FALSE(ended.error) << victim << " after " << steps << ": " << ended.error->message;
    }
  }
  suite().pass(std::chrono::seconds{3});
  EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM rentals WHERE status = 'RENTED'"), 60);
  EXPECT_EQ(suite().number("payment", "SELECT count(*) FROM payments WHERE status = 'PAID'"), 60);
  EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM awaiting_payment"), 0);
}

TEST_F(Promise, P3_a_payment_that_is_too_late_leaves_neither_rental_nor_money) {
  environment_["BOOKRENT_SANDBOX_DELAY_MS"] = "30000";
  const std::int64_t user = add_user(), book = add_book();
  const auto reply = rent(user, book);
  ASSERT_TRUE(reply.error);
  EXPECT_EQ(reply.error->code, ErrorCode::pending);
  suite().pass(std::chrono::minutes{2});
  EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM rentals WHERE status = 'REJECTED'"), 1);
  EXPECT_EQ(suite().number("payment", "SELECT count(*) FROM payments WHERE status = 'VOIDED'"), 1);
  EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM copies WHERE rental_id IS NOT NULL"), 0);
}

TEST_F(Promise, P3_a_cancelled_rental_gives_the_money_back) {
  const auto rental = body_of<contract::Rental>(rent(add_user(), add_book()));
  EXPECT_FALSE(suite().ask("rental", contract::CancelRental{rental.rental_id}).error);
  suite().pass(std::chrono::seconds{2});
  EXPECT_EQ(suite().number("payment", "SELECT count(*) FROM payments WHERE status = 'REFUNDED'"),
            1);
}

TEST_F(Promise, P4_a_rent_sent_twice_with_one_key_happens_once_and_answers_alike) {
  const std::int64_t user = add_user(), book = add_book(5);
  const auto first = suite().send("rental", contract::RentBook{user, book, {}}, "k");
  const auto second = suite().send("rental", contract::RentBook{user, book, {}}, "k");
  const auto one = suite().wait_for(first), two = suite().wait_for(second);
  EXPECT_EQ(one.body, two.body);
  suite().restart("rental");
  EXPECT_EQ(rent(user, book, "k").body, one.body);
  EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM rentals"), 1);
}

TEST_F(Promise, P5_each_reader_applies_each_event_once_whatever_was_killed) {
  const std::int64_t user = add_user();
  for (int i = 0; i < 8; ++i) {
    const auto rental = body_of<contract::Rental>(rent(user, add_book()));
    suite().restart(i % 2 == 0 ? "view" : "user");
    if (i % 3 == 0) suite().ask("rental", contract::ReturnRental{rental.rental_id});
    suite().restart("book");
  }
  suite().pass(std::chrono::seconds{4});
  const auto summary = body_of<contract::SummaryCounts>(suite().ask("view", contract::Summary{}));
  const auto count = [&](const char* status) {
    return std::ranges::find(summary.rentals, status, &contract::StatusCount::status)->count;
  };
  EXPECT_EQ(count("RENTED"), 5);
  EXPECT_EQ(count("RETURNED"), 3);
  EXPECT_EQ(body_of<contract::User>(suite().ask("user", contract::ShowUser{user})).rentals.size(),
            5U);
}

TEST_F(Promise, P6_a_daemon_that_was_down_catches_up_by_itself) {
  suite().kill("view");
  const auto rental = body_of<contract::Rental>(rent(add_user(), add_book()));
  suite().start("view");
  suite().pass(std::chrono::seconds{2});
  EXPECT_EQ(
      body_of<contract::RentalView>(suite().ask("view", contract::RentalState{rental.rental_id}))
          .status,
      RentalStatus::rented);
}

TEST_F(Promise, P7_renting_goes_on_while_user_book_and_view_are_down) {
  const std::int64_t user = add_user(), book = add_book();
  suite().pass(std::chrono::seconds{1});
  for (const char* name : {"user", "book", "view"}) suite().kill(name);
  const auto rental = body_of<contract::Rental>(rent(user, book));
  EXPECT_EQ(rental.status, RentalStatus::rented);
  EXPECT_FALSE(suite().ask("rental", contract::ReturnRental{rental.rental_id}).error);
}

TEST_F(Promise, P8_while_the_bank_is_slow_customers_are_turned_away_at_once_and_nothing_sticks) {
  environment_["BOOKRENT_SANDBOX_DELAY_MS"] = "3000";
  const std::int64_t book = add_book(100), late = add_user();
  crowd(book, 30);
  suite().pass(std::chrono::seconds{1});
  expect_turned_away_at_once(late, book);
  suite().pass(std::chrono::seconds{4});
  EXPECT_EQ(suite().number("rental", "SELECT count(*) FROM rentals WHERE status = 'RENTED'"), 30);
  suite().change_settings({});
  suite().restart("payment");
  expect_rented_within_ten_seconds(late, book);
}

TEST_F(Promise, P8_while_payment_is_down_customers_are_turned_away_and_its_return_is_noticed) {
  const std::int64_t book = add_book(100), late = add_user();
  std::vector<std::int64_t> probing;
  for (int i = 0; i < 60; ++i) probing.push_back(add_user());
  crowd(book, 30, [this] { suite().kill("payment"); });
  suite().pass(std::chrono::seconds{1});
  expect_turned_away_at_once(late, book);
  for (const std::int64_t user : probing) {
    suite().send("rental", contract::RentBook{user, book, {}});
    suite().pass(std::chrono::seconds{2});
  }
  EXPECT_LE(suite().number("rental", "SELECT count(*) FROM awaiting_payment"), 30 + 6 * 3)
      << "each probe hangs on payment, so there must not be many";
  suite().start("payment");
  expect_rented_within_ten_seconds(late, book);
}

TEST_F(Promise, P9_status_after_rent_shows_it) {
  for (int i = 0; i < 20; ++i) {
    const auto reply = rent(add_user(), add_book());
    const auto id = body_of<contract::Rental>(reply).rental_id;
    const auto status = suite().ask("view", contract::RentalState{id}, {}, reply.position);
    EXPECT_FALSE(status.stale);
    EXPECT_EQ(body_of<contract::RentalView>(status).status, RentalStatus::rented);
  }
}

TEST_F(Promise, P9_a_user_who_was_just_added_can_rent_at_once) {
  const auto added = suite().ask("user", contract::AddUser{"새 고객", "new@example.org", {}});
  const std::int64_t book = add_book();
  suite().pass(std::chrono::seconds{1});
  const auto id =
      suite().send("rental", contract::RentBook{body_of<contract::User>(added).user_id, book, {}},
                   {}, added.position);
  EXPECT_FALSE(suite().wait_for(id).error);
}

}  // namespace
}  // namespace bookrent
