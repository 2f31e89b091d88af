#pragma once
// The published language of the book context (도서).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/message/message.hpp"

namespace bookrent::contract {

/// 도서대여상태
enum class BookStatus {
  idle,    // no copy is lent
  rented,  // at least one copy is lent
};
std::string_view word(BookStatus status);
bool from_word(std::string_view text, BookStatus& status);

// Commands and queries

struct AddBook {
  static constexpr const char* operation = "add";
  std::string title;
  std::vector<std::string> authors;
  std::optional<std::string> isbn;  // ISBN-10 or ISBN-13; kept as ISBN-13 digits
  std::optional<std::int64_t> year;
  std::optional<std::string> language;
  std::int64_t fee = 0;                 // minor unit of `currency`
  std::optional<std::string> currency;  // absent: the shop's
  std::optional<std::int64_t> copies;   // absent: 1
  std::optional<std::int64_t> days;     // absent: the shop's rental period
};
/// As AddBook, but a book that is in the catalogue already (same ISBN, or same title and authors
/// where there is none) is left as it is and told.
struct ImportBook {
  static constexpr const char* operation = "import";
  AddBook book;
};
struct ChangeBook {  // absent fields stay as they are; running rentals too
  static constexpr const char* operation = "change";
  std::int64_t book_id = 0;
  std::optional<std::string> title;
  std::optional<std::vector<std::string>> authors;
  std::optional<std::string> isbn;
  std::optional<std::int64_t> fee;
  std::optional<std::int64_t> copies;
  std::optional<std::int64_t> days;
};
struct WithdrawBook {  // no new rentals from now on
  static constexpr const char* operation = "withdraw";
  std::int64_t book_id = 0;
};
struct ShowBook {
  static constexpr const char* operation = "show";
  std::int64_t book_id = 0;
};
struct ListBooks {
  static constexpr const char* operation = "list";
  std::optional<std::int64_t> after;  // continue behind this book_id
  std::optional<std::int64_t> limit;
};
struct SearchBooks {  // every word of `text` in title, authors or ISBN
  static constexpr const char* operation = "search";
  std::string text;
  std::optional<std::int64_t> after;
  std::optional<std::int64_t> limit;
};

// Replies

struct Book {
  std::int64_t book_id = 0;
  std::string title;
  std::vector<std::string> authors;
  std::optional<std::string> isbn;
  std::optional<std::int64_t> year;
  std::optional<std::string> language;
  std::int64_t fee = 0;
  std::string currency;
  std::int64_t copies = 0;
  std::int64_t free_copies = 0;
  std::int64_t days = 0;
  BookStatus status = BookStatus::idle;
  bool withdrawn = false;
};
struct ImportedBook {
  std::int64_t book_id = 0;
  bool added = false;
};
struct BookList {
  std::vector<Book> books;
  std::optional<std::int64_t> next;
};

// Events

struct BookRegistered {
  std::int64_t book_id = 0;
  std::string title;
  std::vector<std::string> authors;
  std::int64_t fee = 0;
  std::string currency;
  std::int64_t copies = 0;
  std::int64_t days = 0;
  bool operator==(const BookRegistered&) const = default;
};
struct BookChanged {  // all as it is after the change
  std::int64_t book_id = 0;
  std::string title;
  std::vector<std::string> authors;
  std::int64_t fee = 0;
  std::string currency;
  std::int64_t copies = 0;
  std::int64_t days = 0;
  bool operator==(const BookChanged&) const = default;
};
struct BookWithdrawn {
  std::int64_t book_id = 0;
  bool operator==(const BookWithdrawn&) const = default;
};

inline constexpr std::string_view book_context = "book";
std::vector<message::Operation> book_operations();

}  // namespace bookrent::contract
