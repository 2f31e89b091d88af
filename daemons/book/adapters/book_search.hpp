#pragma once
// Finding books by words. The database is scanned for the longest word alone, and what it finds is
// checked for the others here: one statement serves any number of words.
#include <cstdint>
#include <string>
#include <vector>

#include "common/store/statement.hpp"

namespace bookrent::book {

class BookSearch {
 public:
  explicit BookSearch(store::Store& store);

  /// The ids of at most `count` books behind `after` that match all of `words`, of which there is
  /// at least one, as search_words() gives them.
  std::vector<std::int64_t> matching(const std::vector<std::string>& words, std::int64_t after,
                                     std::int64_t count);

 private:
  store::Statement scan_;
};

}  // namespace bookrent::book
