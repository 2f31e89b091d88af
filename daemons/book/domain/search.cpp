#include "daemons/book/domain/search.hpp"

#include <algorithm>

namespace bookrent::book {
namespace {

constexpr std::string_view blanks = " \t\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), [](char c) { return lower(c); });
  return lowered;
}

bool longer(const std::string& one, const std::string& other) {
  return one.size() != other.size() ? one.size() > other.size() : one < other;
}

}  // namespace

std::string searchable_text(const Book& book) {
  std::string text = lower(book.title);
  for (const std::string& author : book.authors) (text += '\n') += lower(author);
  if (book.isbn) (text += '\n') += *book.isbn;
  return text;
}

std::vector<std::string> search_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;
       at = text.find_first_not_of(blanks, at)) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    const std::string_view word = text.substr(at, end - at);
    words.push_back(contract::canonical_isbn(word).value_or(lower(word)));
    at = end;
  }
  std::ranges::sort(words, longer);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

bool matches(std::string_view searchable, const std::vector<std::string>& words) {
  return std::ranges::all_of(words,
                             [&](const std::string& word) { return searchable.contains(word); });
}

}  // namespace bookrent::book
