#include "daemons/book/domain/search.hpp"

#include <gtest/gtest.h>

namespace bookrent::book {
namespace {

using Words = std::vector<std::string>;

Book book() {
  Book book;
  book.title = "L'Étranger: 50% off_sale";
  book.authors = {"Albert CAMUS", "한강"};
  book.isbn = "9780439023481";
  return book;
}

bool finds(std::string_view text) { return matches(searchable_text(book()), search_words(text)); }

TEST(SearchWords, are_split_at_blanks_and_put_the_longest_first) {
  EXPECT_EQ(search_words("  a\tlonger\nword "), (Words{"longer", "word", "a"}));
  EXPECT_EQ(search_words(" \n"), Words{});
}

TEST(SearchWords, come_once_whatever_their_case) {
  EXPECT_EQ(search_words("Games games GAMES"), Words{"games"});
}

TEST(SearchWords, spell_an_isbn_as_the_catalogue_does) {
  EXPECT_EQ(search_words("0-439-02348-3"), Words{"9780439023481"});
  EXPECT_EQ(search_words("978-0-439-02348-1"), Words{"9780439023481"});
}

TEST(Search, looks_in_title_authors_and_isbn) {
  EXPECT_TRUE(finds("tranger"));
  EXPECT_TRUE(finds("camus"));
  EXPECT_TRUE(finds("한강"));
  EXPECT_TRUE(finds("97804390"));
  EXPECT_FALSE(finds("sartre"));
}

TEST(Search, wants_every_word) {
  EXPECT_TRUE(finds("tranger camus"));
  EXPECT_TRUE(finds("Camus Étranger 9780439023481"));
  EXPECT_FALSE(finds("camus sartre"));
}

TEST(Search, takes_letters_of_ascii_in_either_case) {
  EXPECT_TRUE(finds("CAMUS OFF_sale"));
  EXPECT_TRUE(finds("albert"));
}

TEST(Search, takes_other_letters_as_they_are_written) {
  EXPECT_TRUE(finds("Étranger"));
  EXPECT_FALSE(finds("Etranger"));
  EXPECT_FALSE(finds("한가"));
}

TEST(Search, never_finds_a_word_across_two_fields) {
  EXPECT_FALSE(finds("salealbert"));
  EXPECT_FALSE(finds("한강9780439023481"));
}

}  // namespace
}  // namespace bookrent::book
