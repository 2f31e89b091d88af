#include <algorithm>

#include "tests/unit/book/book_context.hpp"

namespace bookrent::book {
namespace {

using support::body_of;
using BookListTest = BookContext;
using Ids = std::vector<std::int64_t>;

TEST_F(BookListTest, goes_by_book_id_page_by_page) {
  import({titled("C"), titled("B"), titled("A")});
  const auto first = list(contract::ListBooks{{}, 2});
  ASSERT_EQ(first.books.size(), 2U);
  EXPECT_EQ(first.books[0].title, "C");
  EXPECT_EQ(first.next, 2);
  const auto rest = list(contract::ListBooks{2, 2});
  ASSERT_EQ(rest.books.size(), 1U);
  EXPECT_EQ(rest.books[0].title, "A");
  EXPECT_FALSE(rest.next);
}

TEST_F(BookListTest, has_100_rows_unless_told_and_500_at_most) {
  std::vector<contract::AddBook> books;
  for (int n = 0; n < 501; ++n) books.push_back(titled("Book " + std::to_string(n)));
  import(books);
  EXPECT_EQ(list(contract::ListBooks{}).books.size(), 100U);
  EXPECT_EQ(list(contract::ListBooks{{}, 500}).books.size(), 500U);
  EXPECT_EQ(list(contract::ListBooks{{}, 100'000}).books.size(), 500U);
  EXPECT_EQ(list(contract::SearchBooks{"book", {}, 100'000}).next, 500);
  EXPECT_EQ(refused(contract::ListBooks{{}, 0}).message, "limit must be at least 1");
}

TEST_F(BookListTest, holds_no_more_than_fits_into_a_message) {
  std::vector<contract::AddBook> books;
  for (int n = 0; n < 40; ++n) {
    books.push_back(titled("Book " + std::to_string(n)));
    books.back().authors.assign(50, std::string(300, '"'));
  }
  import(books);
  Ids seen;
  for (std::optional<std::int64_t> after = 0; after;) {
    const auto reply = engine.request(contract::ListBooks{after, 500});
    EXPECT_LE(reply.body.size(), message::body_bytes_max);
    const auto page = body_of<contract::BookList>(reply);
    for (const contract::Book& book : page.books) seen.push_back(book.book_id);
    after = page.next;
  }
  ASSERT_EQ(seen.size(), 40U);
  EXPECT_TRUE(std::ranges::is_sorted(seen));
}

TEST_F(BookListTest, search_finds_books_that_have_every_word) {
  import({titled("The Hunger Games", "9780439023481"), titled("Game of Thrones"),
          titled("채식주의자"), titled("L'Étranger")});
  EXPECT_EQ(found("GAME"), (Ids{1, 2}));
  EXPECT_EQ(found("games hunger"), Ids{1});
  EXPECT_EQ(found("game example"), (Ids{1, 2}));
  EXPECT_EQ(found("0-439-02348-3"), Ids{1});
  EXPECT_EQ(found("채식"), Ids{3});
  EXPECT_EQ(found("étranger"), Ids{});
  EXPECT_EQ(found("Étranger"), Ids{4});
  EXPECT_EQ(found("game sartre"), Ids{});
}

TEST_F(BookListTest, search_takes_wildcards_for_what_they_are) {
  import({titled("100% sure"), titled("100 sure"), titled("a_b"), titled("axb"),
          titled("back\\slash"), titled("50\\% off")});
  EXPECT_EQ(found("100%"), Ids{1});
  EXPECT_EQ(found("%"), (Ids{1, 6}));
  EXPECT_EQ(found("a_b"), Ids{3});
  EXPECT_EQ(found("\\"), (Ids{5, 6}));
  EXPECT_EQ(found("\\%"), Ids{6});
  EXPECT_EQ(found("'"), Ids{});
}

TEST_F(BookListTest, search_goes_by_book_id_page_by_page) {
  import({titled("Game 1"), titled("Other"), titled("Game 2"), titled("Game 3")});
  const auto first = list(contract::SearchBooks{"game ann", {}, 2});
  ASSERT_EQ(first.books.size(), 2U);
  EXPECT_EQ(first.next, 3);
  const auto rest = list(contract::SearchBooks{"game ann", 3, 2});
  ASSERT_EQ(rest.books.size(), 1U);
  EXPECT_EQ(rest.books[0].book_id, 4);
  EXPECT_FALSE(rest.next);
}

TEST_F(BookListTest, search_finds_what_a_book_was_changed_to) {
  add(titled("One"));
  contract::ChangeBook command = changing(1);
  command.title = "Two";
  engine.request(command);
  EXPECT_EQ(found("one"), Ids{});
  EXPECT_EQ(found("two"), Ids{1});
}

TEST_F(BookListTest, search_needs_a_word) {
  EXPECT_EQ(refused(contract::SearchBooks{" ", {}, {}}).code, message::ErrorCode::invalid);
  EXPECT_EQ(refused(contract::SearchBooks{std::string(1001, 'x'), {}, {}}).message,
            "text must hold a word to look for, and 1000 bytes at most");
}

}  // namespace
}  // namespace bookrent::book
