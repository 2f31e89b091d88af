#pragma once
// Searching the catalogue: every word must occur somewhere in title, authors or ISBN. Letters of
// ASCII match in either case; all others, of whatever script, match as they are written.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemons/book/domain/book.hpp"

namespace bookrent::book {

inline constexpr std::size_t search_bytes_max = 1000;

/// What a book is found by: a word occurs in it as a substring, and never across two fields.
std::string searchable_text(const Book& book);

/// The words to look for in searchable texts, each once, the longest first. One that is a valid
/// ISBN in any of its spellings stands as the digits that a book has.
std::vector<std::string> search_words(std::string_view text);

/// Whether each of `words` occurs in `searchable`.
bool matches(std::string_view searchable, const std::vector<std::string>& words);

}  // namespace bookrent::book
