// The check on the whole suite in one process: it finds nothing while the suite runs as it should,
// and names what a test breaks in a database.
#include "cli/check/check.hpp"

#include <gmock/gmock.h>

#include <set>

#include "common/audit/index_part.hpp"
#include "common/contract/book.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "tests/support/engine_fixture.hpp"
#include "tests/support/engine_source.hpp"
#include "tests/support/whole_suite.hpp"

namespace bookrent {
namespace {

using support::body_of;
using support::WholeSuite;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Check : public testing::Test {
 protected:
  std::int64_t add_user(const std::string& name) {
    return body_of<contract::User>(
               suite_.ask("user", contract::AddUser{name, name + "@example.org", {}}))
        .user_id;
  }
  std::int64_t add_book(std::int64_t copies) {
    contract::AddBook book;
    book.title = "책 \"" + std::to_string(++titles_) + "\"\\";
    book.authors = {"허균", "a]b"};
    book.fee = 1500;
    book.copies = copies;
    return body_of<contract::Book>(suite_.ask("book", book)).book_id;
  }
  std::int64_t rent(std::int64_t user, std::int64_t book) {
    return body_of<contract::Rental>(suite_.ask("rental", contract::RentBook{user, book, {}}))
        .rental_id;
  }

  /// Rentals in every state that ends well: 1 RENTED, 2 RETURNED, 3 CANCELLED.
  void fill() {
    const std::int64_t kim = add_user("Kim"), lee = add_user("Lee");
    const std::int64_t one = add_book(2), other = add_book(1);
    suite_.pass(std::chrono::seconds{1});
    rent(kim, one);
    suite_.ask("rental", contract::ReturnRental{rent(lee, one)});
    suite_.ask("rental", contract::CancelRental{rent(kim, other)});
    suite_.ask("user", contract::ChangeUser{lee, {}, {}, {}, contract::UserStatus::suspended});
    suite_.ask("book", contract::WithdrawBook{other});
    suite_.pass(std::chrono::seconds{3});
  }

  std::vector<std::string> violations(const cli::CheckOptions& options = {}) {
    std::vector<std::string> told;
    support::EngineSource rental("rental", suite_.engine("rental")),
        payment("payment", suite_.engine("payment")), user("user", suite_.engine("user")),
        book("book", suite_.engine("book")), view("view", suite_.engine("view"));
    std::vector<cli::Source*> sources{&rental, &payment, &user, &book, &view};
    summary_ = cli::check(sources, options, [&](const cli::Violation& violation) {
      told.push_back(cli::text_of(violation));
    });
    return told;
  }

  void damage(const std::string& context, const std::string& sql) {
    suite_.store(context).database().exec("PRAGMA foreign_keys=OFF");
    suite_.store(context).database().exec("PRAGMA ignore_check_constraints=ON");
    suite_.store(context).database().exec(sql);
  }

  WholeSuite suite_;
  cli::CheckSummary summary_;
  int titles_ = 0;
};

TEST_F(Check, finds_nothing_in_a_new_suite) { EXPECT_THAT(violations(), IsEmpty()); }

TEST_F(Check, finds_nothing_wrong_and_counts_what_there_is) {
  fill();
  EXPECT_THAT(violations(), IsEmpty());
  EXPECT_EQ(summary_.things["rental"], 3);
  EXPECT_EQ(summary_.things["user"], 2);
  EXPECT_THAT(summary_.behind, IsEmpty());
}

// But for user's, whose index of lower(email) is for SQLite: users are few.
TEST_F(Check, reads_the_indexes_of_contexts_with_many_rows_instead_of_looking_each_up) {
  fill();
  for (const char* context : {"rental", "payment", "book", "view"})
    EXPECT_TRUE(audit::indexes_agree(suite_.store(context))) << context;
}

TEST_F(Check, finds_nothing_by_pages_of_one) {
  fill();
  EXPECT_THAT(violations({true, 1, 1}), IsEmpty());
  EXPECT_EQ(summary_.things["rental"], 3);
}

TEST_F(Check, finds_nothing_wrong_in_the_middle_of_whatever_goes_on) {
  fill();
  const std::int64_t user = add_user("Park"), book = add_book(1);
  suite_.pass(std::chrono::seconds{1});
  suite_.send("rental", contract::RentBook{user, book, {}});
  int steps = 0;
  do {
    EXPECT_THAT(violations(), IsEmpty()) << "after " << steps << " turns";
  } while (++steps < 100 && suite_.step());
  EXPECT_GT(steps, 5);
}

TEST_F(Check, finds_nothing_wrong_while_payment_is_gone_and_when_the_rental_is_rejected) {
  fill();
  const std::int64_t user = add_user("Park"), book = add_book(1);
  suite_.pass(std::chrono::seconds{1});
  suite_.send("rental", contract::RentBook{user, book, {}});
  suite_.kill("payment");
  suite_.pass(std::chrono::seconds{12});
  suite_.start("payment");
  for (int steps = 0; steps < 100 && suite_.step(); ++steps)
    EXPECT_THAT(violations(), IsEmpty()) << "after " << steps << " turns";
  suite_.pass(std::chrono::seconds{15});
  EXPECT_THAT(violations(), IsEmpty());
  EXPECT_EQ(suite_.number("rental", "SELECT count(*) FROM rentals WHERE status = 'REJECTED'"), 1);
}

// What a test does to one database, and what must be said of it.

struct Damage {
  const char* name;
  const char* context;
  const char* sql;
  std::vector<const char*> told;
};

class Damaged : public Check, public testing::WithParamInterface<Damage> {};

TEST_P(Damaged, is_found_and_named) {
  fill();
  damage(GetParam().context, GetParam().sql);
  const auto told = violations();
  for (const char* text : GetParam().told)
    EXPECT_THAT(told, Contains(HasSubstr(text))) << GetParam().sql;
  EXPECT_THAT(std::set(told.begin(), told.end()), SizeIs(told.size())) << "something is told twice";
}

TEST_P(Damaged, is_told_once_by_pages_of_one_too) {
  fill();
  damage(GetParam().context, GetParam().sql);
  const auto told = violations({true, 1, 1});
  EXPECT_THAT(told, Not(IsEmpty()));
  EXPECT_THAT(std::set(told.begin(), told.end()), SizeIs(told.size()));
}

// A page that is too long for one message is cut, and what was cut off is stated again.
TEST_F(Check, tells_once_of_a_row_that_is_stated_twice) {
  fill();
  damage("rental",
         "UPDATE rentals SET amount = 1 WHERE rental_id = 1; "
         "DELETE FROM rentals WHERE rental_id = 2");
  damage("payment",
         "UPDATE payments SET amount = 1 WHERE payment_id = 1; "
         "DELETE FROM payments WHERE payment_id = 2");
  for (const char* context : {"rental", "payment"}) {
    turn::Engine& engine = suite_.engine(context);
    engine.audit({"log", "", 0, {}}).value();
    EXPECT_THAT(engine.audit({"rental", "", 0, {}})->findings, SizeIs(2)) << context;
    EXPECT_THAT(engine.audit({"rental", "", 0, {}})->findings, IsEmpty()) << context;
  }
}

const Damage damages[] = {
    {"a_deleted_payment",
     "payment",
     "DELETE FROM payments WHERE payment_id = 1",
     {"payment 1 is PAID by its events, and not in the table",
      "rental 1 is RENTED, and no payment stands behind it"}},
    {"a_rented_rental_whose_payment_is_void",
     "payment",
     "UPDATE payments SET status = 'VOIDED' WHERE payment_id = 1",
     {"payment 1 is VOIDED in the table, and its events say PAID",
      "rental 1 is RENTED, and its payment is VOIDED"}},
    {"a_payment_without_its_rental",
     "rental",
     "DELETE FROM rentals WHERE rental_id = 2",
     {"rental 2 is RETURNED by its events, and not in the table",
      "there is no rental 2, and its payment is PAID"}},
    {"an_edited_event",
     "rental",
     "UPDATE event_log SET event = replace(event, '1500', '1501') WHERE seq = 1",
     {"event rental:1 was changed"}},
    {"a_missing_event",
     "rental",
     "DELETE FROM event_log WHERE seq = 2",
     {"event rental:2 is missing from the log"}},
    {"a_missing_newest_event",
     "payment",
     "DELETE FROM event_log WHERE seq = (SELECT max(seq) FROM event_log)",
     {"view has read payment up to event"}},
    {"an_event_of_another_source",
     "user",
     "UPDATE event_log SET event = replace(event, 'user:1', 'user:7') WHERE seq = 1",
     {"event user:1 says that it is user:7"}},
    {"a_copy_that_is_lent_twice",
     "rental",
     "DROP INDEX a_copy_is_lent_once; "
     "UPDATE rentals SET status = 'RENTED', copy = 1 WHERE rental_id = 2",
     {"the schema has lost the index a_copy_is_lent_once",
      "copy 1 of book 1 is lent twice, by the rentals 1 and 2"}},
    {"a_lent_copy_that_counts_as_free",
     "rental",
     "UPDATE copies SET rental_id = NULL",
     {"rental 1 is open, and copy 1 of book 1, which it has, counts as free",
      "book 1 counts 1 lent copies, and 0 are held"}},
    {"a_free_copy_that_is_held",
     "rental",
     "UPDATE copies SET rental_id = 2 WHERE copy = 2",
     {"copy 2 of book 1 is held by rental 2, which is RETURNED"}},
    {"a_wrong_number_of_lent_copies",
     "rental",
     "UPDATE known_books SET lent = 2 WHERE book_id = 1",
     {"book 1 counts 2 lent copies, and 1 are held"}},
    {"a_rental_with_another_price",
     "rental",
     "UPDATE rentals SET amount = 1 WHERE rental_id = 1",
     {"rental 1 has another user, book, amount or time in the table",
      "rental says amount 1, payment says 1500"}},
    {"a_payment_with_another_price",
     "payment",
     "UPDATE payments SET amount = 1 WHERE payment_id = 1",
     {"payment 1 has another rental, user, amount or reason in the table",
      "rental says amount 1500, payment says 1"}},
    {"an_event_without_its_hash",
     "rental",
     "UPDATE event_log SET chain = x'00' WHERE seq = 2",
     {"event rental:2 was changed, or its place in the chain was"}},
    {"a_rental_that_waits_for_ever",
     "rental",
     "INSERT INTO awaiting_payment VALUES(1, 'user:1', 'key', '', '')",
     {"rental 1 is RENTED, and still waits for its payment"}},
    {"a_row_that_refers_to_nothing",
     "rental",
     "INSERT INTO awaiting_payment VALUES(99, 'user:1', 'key', '', '')",
     {"a row of awaiting_payment refers to one that rentals does not have"}},
    {"a_changed_rental_of_the_view",
     "view",
     "UPDATE rentals SET status = 'RETURNED' WHERE rental_id = 1",
     {"rental says status RENTED, view says RETURNED", "counter 12 says"}},
    {"a_lost_payment_of_the_view",
     "view",
     "DELETE FROM payments WHERE rental_id = 1",
     {"payment says payment_status PAID, view says nothing"}},
    {"a_lost_event_of_the_history",
     "view",
     "DELETE FROM history WHERE rental_id = 3 AND step = 30",
     {"rental 3: rental says events"}},
    {"another_name_in_the_view",
     "view",
     "UPDATE users SET name = 'Choi' WHERE user_id = 1",
     {"user 1: user says name Kim, view says Choi"}},
    {"a_lost_rental_of_a_user",
     "user",
     "DELETE FROM current_rentals",
     {"rental 1 of user 1 is current in rental, and is missing in user"}},
    {"a_rental_too_many_of_a_book",
     "book",
     "INSERT INTO current_rentals VALUES(2, 3)",
     {"rental 3 of book 2 is not current in rental, and is in book"}},
    {"a_suspension_that_rental_forgot",
     "rental",
     "UPDATE known_users SET suspended = 0 WHERE user_id = 2",
     {"user 2: user says suspended 1, rental says 0"}},
    {"a_price_that_rental_has_wrong",
     "rental",
     "UPDATE known_books SET fee = 1 WHERE book_id = 1",
     {"book 1: book says fee 1500, rental says 1"}},
    {"a_changed_user",
     "user",
     "UPDATE users SET status = 'suspended' WHERE user_id = 1",
     {"user 1 has another name, role or status in the table"}},
    {"a_changed_book",
     "book",
     "UPDATE books SET copies = 9 WHERE book_id = 1",
     {"book 1 has another title, author, fee, number of copies or period"}},
    {"a_reply_about_a_rental_that_is_not_there",
     "rental",
     "UPDATE replies SET reply = replace(reply, '\"rental_id\":1,', '\"rental_id\":77,')",
     {"names rental 77, which is not there"}},
    {"a_reply_that_says_what_never_was",
     "rental",
     "UPDATE replies SET reply = replace(reply, '\"status\":\"RETURNED\"', "
     "'\"status\":\"CANCELLED\"')",
     {"says that rental 2 is CANCELLED, and it is RETURNED"}},
    {"a_reply_that_nobody_will_finish",
     "rental",
     "UPDATE replies SET final = 0 WHERE reply LIKE '%\"rental_id\":1,%'",
     {"is not final, and no rental will make it so"}},
    {"a_reply_that_cannot_be_read",
     "payment",
     "UPDATE replies SET reply = '{}'",
     {"cannot be read"}},
    {"a_reply_about_a_payment_that_is_not_there",
     "payment",
     "UPDATE replies SET reply = replace(reply, '\"payment_id\":1,', '\"payment_id\":77,')",
     {"names payment 77, which is not there"}},
    {"a_place_ahead_of_the_source",
     "user",
     "UPDATE positions SET seq = 999",
     {"user has read rental up to event 999, and its log ends at"}},
    {"a_place_with_another_chain",
     "view",
     "UPDATE positions SET chain = zeroblob(32) WHERE source = 'payment'",
     {"view has read other events of payment up to"}},
    {"a_payment_that_nobody_goes_on_with",
     "payment",
     "UPDATE payments SET cancelled = 1 WHERE payment_id = 1",
     {"payment 1 has something left to do, and no time for it",
      "rental says was_cancelled 0, payment says 1"}},
};

INSTANTIATE_TEST_SUITE_P(All, Damaged, testing::ValuesIn(damages),
                         [](const auto& tested) { return std::string{tested.param.name}; });

}  // namespace
}  // namespace bookrent
