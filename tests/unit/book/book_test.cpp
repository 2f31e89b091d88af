#include "daemons/book/domain/book.hpp"

#include <gtest/gtest.h>

namespace bookrent::book {
namespace {

const ShopTerms shop{"EUR", 21};

contract::AddBook plain() {
  contract::AddBook command;
  command.title = "The Hunger Games";
  command.authors = {"Suzanne Collins"};
  command.fee = 1500;
  return command;
}

Book hunger_games() {
  Book book = *new_book(plain(), shop);
  book.id = 7;
  return book;
}

/// Why a book is refused that is plain but for what `spoil` does to it.
template <class Spoil>
std::optional<BookRefusal> refusal_of(const Spoil& spoil) {
  contract::AddBook command = plain();
  spoil(command);
  const auto book = new_book(command, shop);
  return book ? std::nullopt : std::optional{book.error().why};
}
std::optional<BookRefusal> refusal_of_title(const std::string& title) {
  return refusal_of([&](auto& command) { command.title = title; });
}
std::optional<BookRefusal> refusal_of_author(const std::string& author) {
  return refusal_of([&](auto& command) { command.authors = {"Ann", author}; });
}

contract::ChangeBook change_of_fee(std::int64_t fee) {
  contract::ChangeBook command;
  command.fee = fee;
  return command;
}

TEST(NewBook, has_the_terms_of_the_shop_unless_it_names_its_own) {
  const auto book = new_book(plain(), shop);
  ASSERT_TRUE(book);
  EXPECT_EQ(book->fee, (contract::Money{1500, "EUR"}));
  EXPECT_EQ(book->days, 21);
  EXPECT_EQ(book->copies, 1);
  EXPECT_FALSE(book->withdrawn);
}

TEST(NewBook, may_name_its_own_terms) {
  contract::AddBook command = plain();
  command.currency = "USD";
  command.days = 3;
  command.copies = 5;
  const auto book = new_book(command, shop);
  EXPECT_EQ(book->fee.currency, "USD");
  EXPECT_EQ(book->days, 3);
  EXPECT_EQ(book->copies, 5);
}

TEST(NewBook, keeps_its_isbn_as_thirteen_digits) {
  contract::AddBook command = plain();
  command.isbn = "0-439-02348-3";
  EXPECT_EQ(new_book(command, shop)->isbn, "9780439023481");
}

TEST(NewBook, is_refused_with_what_is_wrong_with_its_isbn) {
  contract::AddBook command = plain();
  command.isbn = "0-439-02348-4";
  const auto refused = new_book(command, shop).error();
  EXPECT_EQ(refused.why, BookRefusal::bad_isbn);
  EXPECT_EQ(refused.isbn, contract::IsbnProblem::check_digit);
}

TEST(NewBook, has_texts_without_blanks_around_them) {
  contract::AddBook command = plain();
  command.title = " \n채식주의자 ";
  command.authors = {" 한강\t"};
  command.language = " ko ";
  const auto book = new_book(command, shop);
  EXPECT_EQ(book->title, "채식주의자");
  EXPECT_EQ(book->authors, (std::vector<std::string>{"한강"}));
  EXPECT_EQ(book->language, "ko");
}

TEST(NewBook, has_a_title_of_1_to_1000_bytes) {
  EXPECT_EQ(refusal_of_title(" "), BookRefusal::bad_title);
  EXPECT_EQ(refusal_of_title(std::string(1000, 't')), std::nullopt);
  EXPECT_EQ(refusal_of_title(std::string(1001, 't')), BookRefusal::bad_title);
}

TEST(NewBook, has_no_control_characters_in_its_title_but_line_feed_and_tab) {
  EXPECT_EQ(refusal_of_title("One\nTwo\tThree"), std::nullopt);
  EXPECT_EQ(refusal_of_title("One\x1b[2J"), BookRefusal::bad_title);
  EXPECT_EQ(refusal_of_title("One\x7f"), BookRefusal::bad_title);
  EXPECT_EQ(refusal_of_title("One\xc2\x9b"), BookRefusal::bad_title);
  EXPECT_EQ(refusal_of_title("One\rTwo"), BookRefusal::bad_title);
}

TEST(NewBook, has_at_most_50_authors_of_1_to_300_bytes) {
  EXPECT_EQ(refusal_of([](auto& command) { command.authors.assign(50, "A"); }), std::nullopt);
  EXPECT_EQ(refusal_of([](auto& command) { command.authors.assign(51, "A"); }),
            BookRefusal::too_many_authors);
  EXPECT_EQ(refusal_of([](auto& command) { command.authors.clear(); }), std::nullopt);
  EXPECT_EQ(refusal_of_author(std::string(300, 'a')), std::nullopt);
  EXPECT_EQ(refusal_of_author(std::string(301, 'a')), BookRefusal::bad_author);
  EXPECT_EQ(refusal_of_author("  "), BookRefusal::bad_author);
  EXPECT_EQ(refusal_of_author("Ann\x1f"
                              "Example"),
            BookRefusal::bad_author);
}

TEST(NewBook, has_numbers_within_their_limits) {
  const auto fee = [](std::int64_t value) {
    return refusal_of([&](auto& command) { command.fee = value; });
  };
  const auto copies = [](std::int64_t value) {
    return refusal_of([&](auto& command) { command.copies = value; });
  };
  const auto days = [](std::int64_t value) {
    return refusal_of([&](auto& command) { command.days = value; });
  };
  const auto year = [](std::int64_t value) {
    return refusal_of([&](auto& command) { command.year = value; });
  };
  for (const std::int64_t good : {0L, 1'000'000'000'000L}) EXPECT_EQ(fee(good), std::nullopt);
  for (const std::int64_t bad : {-1L, 1'000'000'000'001L})
    EXPECT_EQ(fee(bad), BookRefusal::bad_fee);
  for (const std::int64_t good : {1L, 1'000'000L}) EXPECT_EQ(copies(good), std::nullopt);
  for (const std::int64_t bad : {0L, 1'000'001L}) EXPECT_EQ(copies(bad), BookRefusal::bad_copies);
  for (const std::int64_t good : {1L, 3650L}) EXPECT_EQ(days(good), std::nullopt);
  for (const std::int64_t bad : {0L, 3651L}) EXPECT_EQ(days(bad), BookRefusal::bad_days);
  for (const std::int64_t good : {-750L, 9999L}) EXPECT_EQ(year(good), std::nullopt);
  for (const std::int64_t bad : {-10'000L, 10'000L}) EXPECT_EQ(year(bad), BookRefusal::bad_year);
}

TEST(NewBook, needs_a_currency_that_looks_like_one) {
  for (const char* bad : {"", "krw", "WON!", "KR"})
    EXPECT_EQ(refusal_of([&](auto& command) { command.currency = bad; }),
              BookRefusal::bad_currency);
}

TEST(NewBook, has_a_language_of_1_to_35_bytes_if_any) {
  for (const auto& bad : {std::string{}, std::string(36, 'k')})
    EXPECT_EQ(refusal_of([&](auto& command) { command.language = bad; }),
              BookRefusal::bad_language);
}

TEST(ChangedBook, is_what_was_asked_for_and_keeps_the_rest) {
  Book book = hunger_games();
  contract::ChangeBook command;
  command.title = " Mockingjay ";
  command.copies = 9;
  const auto event = change(book, command);
  EXPECT_EQ(**event,
            (contract::BookChanged{7, "Mockingjay", {"Suzanne Collins"}, 1500, "EUR", 9, 21}));
  EXPECT_EQ(book.title, "Mockingjay");
  EXPECT_EQ(book.copies, 9);
}

TEST(ChangedBook, may_get_an_isbn) {
  Book book = hunger_games();
  contract::ChangeBook command;
  command.isbn = "0439023483";
  EXPECT_TRUE(*change(book, command));
  EXPECT_EQ(book.isbn, "9780439023481");
}

TEST(ChangedBook, has_no_event_when_all_is_so_already) {
  Book book = hunger_games();
  EXPECT_FALSE(*change(book, change_of_fee(1500)));
}

TEST(ChangedBook, is_refused_when_nothing_is_named) {
  Book book = hunger_games();
  EXPECT_EQ(change(book, {}).error().why, BookRefusal::nothing_to_change);
}

TEST(ChangedBook, stays_as_it_was_when_refused) {
  Book book = hunger_games();
  contract::ChangeBook command = change_of_fee(2000);
  command.copies = 0;
  EXPECT_EQ(change(book, command).error().why, BookRefusal::bad_copies);
  EXPECT_EQ(book, hunger_games());
}

TEST(WithdrawnBook, is_withdrawn_once) {
  Book book = hunger_games();
  EXPECT_EQ(withdraw(book), contract::BookWithdrawn{7});
  EXPECT_TRUE(book.withdrawn);
  EXPECT_EQ(withdraw(book).error().why, BookRefusal::already_withdrawn);
}

TEST(WithdrawnBook, cannot_be_changed) {
  Book book = hunger_games();
  EXPECT_TRUE(withdraw(book));
  EXPECT_EQ(change(book, change_of_fee(2000)).error().why, BookRefusal::withdrawn_book);
}

TEST(TitleAndAuthors, differ_where_any_of_them_differs) {
  const auto text = [](std::string title, std::vector<std::string> authors) {
    Book book;
    book.title = std::move(title);
    book.authors = std::move(authors);
    return title_and_authors(book);
  };
  EXPECT_EQ(text("One", {"Ann", "Bert"}), text("One", {"Ann", "Bert"}));
  EXPECT_NE(text("One", {"Ann", "Bert"}), text("One", {"AnnBert"}));
  EXPECT_NE(text("One", {"Ann", "Bert"}), text("One", {"Ann\nBert"}));
  EXPECT_NE(text("One", {"Ann"}), text("One", {}));
  EXPECT_NE(text("One Ann", {}), text("One", {"Ann"}));
}

}  // namespace
}  // namespace bookrent::book
