#include "daemons/book/adapters/book_search.hpp"

#include "daemons/book/domain/search.hpp"

namespace bookrent::book {
namespace {

/// A LIKE pattern for texts that hold `word`, in which %, _ and \ mean themselves.
std::string pattern_of(const std::string& word) {
  std::string pattern = "%";
  for (const char character : word) {
    if (character == '%' || character == '_' || character == '\\') pattern += '\\';
    pattern += character;
  }
  return pattern += '%';
}

}  // namespace

BookSearch::BookSearch(store::Store& store)
    : scan_(store,
            "SELECT book_id, searchable_text FROM books "
            "WHERE book_id > ?1 AND searchable_text LIKE ?2 ESCAPE '\\' ORDER BY book_id") {}

std::vector<std::int64_t> BookSearch::matching(const std::vector<std::string>& words,
                                               std::int64_t after, std::int64_t count) {
  std::vector<std::int64_t> ids;
  scan_.bind(after, pattern_of(words.front()));
  while (std::ssize(ids) < count && scan_.step())
    if (words.size() == 1 || matches(scan_.text("searchable_text"), words))
      ids.push_back(scan_.integer("book_id"));
  scan_.finish();
  return ids;
}

}  // namespace bookrent::book
