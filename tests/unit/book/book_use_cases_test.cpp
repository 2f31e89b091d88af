#include <gtest/gtest.h>

#include <map>

#include "daemons/book/application/add_book.hpp"
#include "daemons/book/application/change_book.hpp"

namespace bookrent::book {
namespace {

class BooksInMemory final : public Books {
 public:
  Book add(Book book) override {
    book.id = std::ssize(by_id) + 1;
    return by_id[book.id] = book;
  }
  std::optional<Book> find(std::int64_t id) override {
    return by_id.contains(id) ? std::optional{by_id[id]} : std::nullopt;
  }
  std::optional<std::int64_t> same_as(const Book& book) override {
    for (const auto& [id, other] : by_id)
      if (book.isbn == other.isbn &&
          (book.isbn || title_and_authors(book) == title_and_authors(other)))
        return id;
    return std::nullopt;
  }
  void save(const Book& book) override { by_id[book.id] = book; }

  std::map<std::int64_t, Book> by_id;
};

class JournalInMemory final : public Journal {
 public:
  void publish(const contract::BookRegistered& event) override { registered.push_back(event); }
  void publish(const contract::BookChanged& event) override { changed.push_back(event); }
  void publish(const contract::BookWithdrawn& event) override { withdrawn.push_back(event); }

  std::vector<contract::BookRegistered> registered;
  std::vector<contract::BookChanged> changed;
  std::vector<contract::BookWithdrawn> withdrawn;
};

contract::AddBook titled(const std::string& title, const std::optional<std::string>& isbn = {}) {
  contract::AddBook command;
  command.title = title;
  command.authors = {"Ann Example"};
  command.isbn = isbn;
  command.fee = 1500;
  return command;
}

contract::ChangeBook changing(std::int64_t book_id) {
  contract::ChangeBook command;
  command.book_id = book_id;
  return command;
}

class BookUseCases : public ::testing::Test {
 protected:
  ShopTerms shop;
  BooksInMemory books;
  JournalInMemory journal;
  AddBook add{books, journal, shop};
  ImportBook import{books, journal, shop};
  ChangeBook change{books, journal};
};

TEST_F(BookUseCases, adding_stores_a_book_and_tells) {
  const auto book = add(titled("One"));
  ASSERT_TRUE(book);
  EXPECT_EQ(books.by_id.at(1), *book);
  EXPECT_EQ(journal.registered,
            (std::vector{contract::BookRegistered{1, "One", {"Ann Example"}, 1500, "KRW", 1, 14}}));
}

TEST_F(BookUseCases, adding_refuses_an_isbn_that_the_catalogue_has) {
  EXPECT_TRUE(add(titled("One", "0439023483")));
  const auto refused = add(titled("Another", "9780439023481")).error();
  EXPECT_EQ(refused.why, BookRefusal::already_in_catalogue);
  EXPECT_EQ(refused.book_id, 1);
  EXPECT_EQ(journal.registered.size(), 1U);
}

TEST_F(BookUseCases, adding_refuses_title_and_authors_that_the_catalogue_has_without_an_isbn) {
  EXPECT_TRUE(add(titled("One")));
  EXPECT_EQ(add(titled(" One ")).error().why, BookRefusal::already_in_catalogue);
}

TEST_F(BookUseCases, editions_with_different_isbns_are_different_books) {
  EXPECT_TRUE(add(titled("One", "9780439023481")));
  EXPECT_TRUE(add(titled("One", "9780306406157")));
  EXPECT_TRUE(add(titled("One")));
}

TEST_F(BookUseCases, importing_adds_a_book) {
  EXPECT_TRUE(import({titled("One")})->added);
  EXPECT_EQ(journal.registered.size(), 1U);
}

TEST_F(BookUseCases, importing_leaves_a_book_that_is_there_as_it_is) {
  EXPECT_TRUE(import({titled("One")}));
  contract::AddBook dearer = titled("One");
  dearer.fee = 9000;
  const auto imported = import({dearer});
  ASSERT_TRUE(imported);
  EXPECT_FALSE(imported->added);
  EXPECT_EQ(imported->book_id, 1);
  EXPECT_EQ(books.by_id.at(1).fee.amount, 1500);
  EXPECT_EQ(journal.registered.size(), 1U);
}

TEST_F(BookUseCases, importing_does_not_bring_a_withdrawn_book_back) {
  EXPECT_TRUE(import({titled("One")}));
  EXPECT_TRUE(change(contract::WithdrawBook{1}));
  EXPECT_FALSE(import({titled("One")})->added);
  EXPECT_TRUE(books.by_id.at(1).withdrawn);
}

TEST_F(BookUseCases, importing_refuses_a_bad_value) {
  EXPECT_EQ(import({titled("")}).error().why, BookRefusal::bad_title);
}

TEST_F(BookUseCases, changing_stores_the_change_and_tells) {
  EXPECT_TRUE(add(titled("One")));
  contract::ChangeBook command = changing(1);
  command.fee = 2000;
  EXPECT_TRUE(change(command)->changed);
  EXPECT_EQ(books.by_id.at(1).fee.amount, 2000);
  ASSERT_EQ(journal.changed.size(), 1U);
  EXPECT_EQ(journal.changed.front().fee, 2000);
}

TEST_F(BookUseCases, changing_to_the_same_tells_nothing) {
  EXPECT_TRUE(add(titled("One")));
  contract::ChangeBook command = changing(1);
  command.title = "One";
  EXPECT_FALSE(change(command)->changed);
  EXPECT_TRUE(journal.changed.empty());
}

TEST_F(BookUseCases, changing_refuses_to_make_two_books_the_same) {
  EXPECT_TRUE(add(titled("One")));
  EXPECT_TRUE(add(titled("Two")));
  contract::ChangeBook command = changing(2);
  command.title = "One";
  const auto refused = change(command).error();
  EXPECT_EQ(refused.why, BookRefusal::already_in_catalogue);
  EXPECT_EQ(refused.book_id, 1);
  EXPECT_EQ(books.by_id.at(2).title, "Two");
}

TEST_F(BookUseCases, withdrawing_stores_it_and_tells) {
  EXPECT_TRUE(add(titled("One")));
  EXPECT_TRUE(change(contract::WithdrawBook{1})->withdrawn);
  EXPECT_TRUE(books.by_id.at(1).withdrawn);
  EXPECT_EQ(journal.withdrawn, (std::vector{contract::BookWithdrawn{1}}));
}

TEST_F(BookUseCases, refuse_an_unknown_book) {
  EXPECT_EQ(change(changing(7)).error().why, BookRefusal::unknown_book);
  EXPECT_EQ(change(contract::WithdrawBook{7}).error().why, BookRefusal::unknown_book);
}

}  // namespace
}  // namespace bookrent::book
