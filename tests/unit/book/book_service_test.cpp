#include "tests/unit/book/book_context.hpp"

namespace bookrent::book {
namespace {

using message::ErrorCode;
using message::Outcome;
using support::body_of;
using BookServiceTest = BookContext;

TEST_F(BookServiceTest, adds_a_book) {
  contract::AddBook command = titled(" 채식주의자 ", "89-364-3359-8");
  command.year = 2007;
  command.language = "ko";
  const auto reply = engine.request(command);
  EXPECT_EQ(reply.outcome, Outcome::applied);
  EXPECT_EQ(reply.body,
            R"({"book_id":1,"title":"채식주의자","authors":["Ann Example"],)"
            R"("isbn":"9788936433598","year":2007,"language":"ko","fee":1500,"currency":"KRW",)"
            R"("copies":1,"free_copies":1,"days":14,"status":"IDLE","withdrawn":false})");
  EXPECT_EQ(show(1).isbn, "9788936433598");
}

TEST_F(BookServiceTest, tells_of_a_new_book) {
  add(titled("One"));
  ASSERT_EQ(engine.published().size(), 1U);
  EXPECT_EQ(engine.published().front().subject, "book/1");
  EXPECT_EQ(engine.published<contract::BookRegistered>(),
            (std::vector{contract::BookRegistered{1, "One", {"Ann Example"}, 1500, "KRW", 1, 14}}));
}

TEST_F(BookServiceTest, refuses_a_book_that_the_catalogue_has) {
  add(titled("One", "9780439023481"));
  add(titled("Two"));
  const auto same_isbn = refused(titled("Another", "0439023483"));
  EXPECT_EQ(same_isbn.code, ErrorCode::refused);
  EXPECT_EQ(same_isbn.reason, "already_in_catalogue");
  EXPECT_EQ(same_isbn.message, "the catalogue has this book already: see book 1");
  EXPECT_EQ(same_isbn.details, R"({"book_id":1})");
  EXPECT_EQ(refused(titled("Two")).details, R"({"book_id":2})");
}

TEST_F(BookServiceTest, says_what_is_wrong_with_a_value) {
  EXPECT_EQ(refused(titled("")).message,
            "title must show something, in 1 to 1000 bytes, and have no control characters but "
            "line ends and tabs");
  EXPECT_EQ(refused(titled("One", "9780439023482")).message,
            "isbn cannot be used: the check digit is wrong");
  contract::AddBook dear = titled("One");
  dear.fee = -1;
  EXPECT_EQ(refused(dear).message, "fee must be from 0 to 1000000000000");
  EXPECT_EQ(refused(dear).code, ErrorCode::invalid);
  EXPECT_TRUE(engine.published().empty());
}

TEST_F(BookServiceTest, lets_only_managers_change_the_catalogue) {
  const auto reply = engine.request(titled("One"), support::customer(3));
  EXPECT_EQ(reply.error->code, ErrorCode::forbidden);
}

TEST_F(BookServiceTest, changes_a_book_and_tells) {
  add(titled("One"));
  contract::ChangeBook command = changing(1);
  command.title = "Two";
  command.authors = {"Bert", "Carl"};
  command.copies = 4;
  const auto reply = engine.request(command);
  EXPECT_EQ(reply.outcome, Outcome::applied);
  EXPECT_EQ(show(1).title, "Two");
  EXPECT_EQ(show(1).authors, (std::vector<std::string>{"Bert", "Carl"}));
  EXPECT_EQ(show(1).free_copies, 4);
  EXPECT_EQ(engine.published<contract::BookChanged>(),
            (std::vector{contract::BookChanged{1, "Two", {"Bert", "Carl"}, 1500, "KRW", 4, 14}}));
}

TEST_F(BookServiceTest, tells_of_a_changed_isbn_too) {
  add(titled("One"));
  contract::ChangeBook command = changing(1);
  command.isbn = "0439023483";
  EXPECT_EQ(engine.request(command).outcome, Outcome::applied);
  EXPECT_EQ(engine.published<contract::BookChanged>().size(), 1U);
  EXPECT_EQ(add(titled("One")), 2);  // the one without an ISBN is no longer there
  EXPECT_EQ(refused(titled("Any", "9780439023481")).details, R"({"book_id":1})");
}

TEST_F(BookServiceTest, a_change_to_what_is_so_already_is_no_change) {
  add(titled("One"));
  contract::ChangeBook command = changing(1);
  command.fee = 1500;
  EXPECT_EQ(engine.request(command).outcome, Outcome::none);
  EXPECT_TRUE(engine.published<contract::BookChanged>().empty());
}

TEST_F(BookServiceTest, a_change_of_nothing_is_invalid) {
  add(titled("One"));
  const auto error = refused(changing(1));
  EXPECT_EQ(error.code, ErrorCode::invalid);
  EXPECT_EQ(error.reason, "nothing_to_change");
}

TEST_F(BookServiceTest, refuses_a_change_that_makes_two_books_the_same) {
  add(titled("One"));
  add(titled("Two"));
  contract::ChangeBook command = changing(2);
  command.title = "One";
  EXPECT_EQ(refused(command).reason, "already_in_catalogue");
  EXPECT_EQ(show(2).title, "Two");
}

TEST_F(BookServiceTest, withdraws_a_book_once) {
  add(titled("One"));
  const auto reply = engine.request(contract::WithdrawBook{1});
  EXPECT_EQ(reply.outcome, Outcome::applied);
  EXPECT_TRUE(body_of<contract::Book>(reply).withdrawn);
  EXPECT_TRUE(show(1).withdrawn);
  EXPECT_EQ(refused(contract::WithdrawBook{1}).reason, "already_withdrawn");
  EXPECT_EQ(engine.published<contract::BookWithdrawn>(), (std::vector{contract::BookWithdrawn{1}}));
}

TEST_F(BookServiceTest, does_not_change_a_withdrawn_book) {
  add(titled("One"));
  engine.request(contract::WithdrawBook{1});
  contract::ChangeBook command = changing(1);
  command.fee = 0;
  EXPECT_EQ(refused(command).code, ErrorCode::refused);
  EXPECT_EQ(refused(command).reason, "withdrawn_book");
}

TEST_F(BookServiceTest, knows_no_book_that_was_not_added) {
  for (const auto& error :
       {refused(contract::ShowBook{7}), refused(contract::WithdrawBook{7}), refused(changing(7))}) {
    EXPECT_EQ(error.code, ErrorCode::not_found);
    EXPECT_EQ(error.reason, "unknown_book");
    EXPECT_EQ(error.message, "no book 7");
  }
}

TEST_F(BookServiceTest, survives_a_restart) {
  add(titled("One"));
  engine.restart();
  EXPECT_EQ(show(1).title, "One");
  EXPECT_EQ(add(titled("Two")), 2);
}

TEST_F(BookServiceTest, takes_its_terms_from_the_settings) {
  const auto table = std::to_array<settings::Setting>(
      {{"book", "currency", std::string{"won"}}, {"book", "days", std::int64_t{7}}});
  const auto from = [&](const settings::Environment& environment) {
    return settings::Settings::load("no-such-file", table, environment).value();
  };
  EXPECT_EQ(shop_terms(from({{"BOOKRENT_BOOK_CURRENCY", "EUR"}})).currency, "EUR");
  EXPECT_EQ(shop_terms(from({{"BOOKRENT_BOOK_CURRENCY", "EUR"}})).days, 7);
  EXPECT_THROW(shop_terms(from({})), settings::BadSetting);
}

}  // namespace
}  // namespace bookrent::book
