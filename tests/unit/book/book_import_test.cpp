#include "tests/unit/book/book_context.hpp"

namespace bookrent::book {
namespace {

using message::Outcome;
using support::body_of;
using BookImport = BookContext;

TEST_F(BookImport, adds_new_books) {
  const auto replies = import({titled("One", "9780439023481"), titled("Two")});
  EXPECT_EQ(replies[0].outcome, Outcome::applied);
  EXPECT_EQ(replies[0].body, R"({"book_id":1,"added":true})");
  EXPECT_EQ(replies[1].body, R"({"book_id":2,"added":true})");
  EXPECT_EQ(engine.published<contract::BookRegistered>().size(), 2U);
}

TEST_F(BookImport, leaves_a_book_that_is_there_as_it_is) {
  import({titled("One", "9780439023481"), titled("Two")});
  contract::AddBook dearer = titled("Two");
  dearer.fee = 9000;
  const auto replies = import({titled("Another", "0439023483"), dearer});
  EXPECT_EQ(replies[0].outcome, Outcome::none);
  EXPECT_EQ(replies[0].body, R"({"book_id":1,"added":false})");
  EXPECT_EQ(replies[1].body, R"({"book_id":2,"added":false})");
  EXPECT_EQ(show(2).fee, 1500);
  EXPECT_EQ(engine.published().size(), 2U);
}

TEST_F(BookImport, knows_a_book_from_the_same_turn) {
  const auto replies = import({titled("One"), titled("One"), titled("Two")});
  EXPECT_EQ(replies[1].body, R"({"book_id":1,"added":false})");
  EXPECT_EQ(replies[2].body, R"({"book_id":2,"added":true})");
}

TEST_F(BookImport, a_bad_book_leaves_the_others_alone) {
  const auto replies = import({titled("One"), titled(""), titled("Three", "123"), titled("Four")});
  EXPECT_FALSE(replies[0].error);
  EXPECT_EQ(replies[1].error->reason, "bad_title");
  EXPECT_EQ(replies[2].error->message, "isbn cannot be used: an ISBN has 10 or 13 digits");
  EXPECT_EQ(body_of<contract::ImportedBook>(replies[3]).book_id, 2);
}

TEST_F(BookImport, of_the_same_books_again_adds_nothing) {
  std::vector<contract::AddBook> books;
  for (int n = 0; n < 1000; ++n) books.push_back(titled("Book " + std::to_string(n)));
  for (const auto& reply : import(books)) EXPECT_TRUE(body_of<contract::ImportedBook>(reply).added);
  for (const auto& reply : import(books))
    EXPECT_FALSE(body_of<contract::ImportedBook>(reply).added);
  EXPECT_EQ(engine.published().size(), 1000U);
}

TEST_F(BookImport, takes_the_largest_book_there_can_be) {
  contract::AddBook large = titled(std::string(1000, '"'));
  large.authors.assign(50, std::string(300, '\\'));
  import({large});
  EXPECT_EQ(show(1).authors, large.authors);
  EXPECT_EQ(body_of<contract::ImportedBook>(import({large})[0]).added, false);
}

}  // namespace
}  // namespace bookrent::book
