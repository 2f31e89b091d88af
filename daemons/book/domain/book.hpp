#pragma once
// The book (도서): a title in the catalogue with its fee, its rental period and a number of copies.
// Each step takes what was asked, decides, and gives back what follows or why not; it stores
// nothing.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "common/contract/book.hpp"
#include "common/contract/isbn.hpp"
#include "common/contract/money.hpp"

namespace bookrent::book {

inline constexpr std::size_t title_bytes_max = 1000;
inline constexpr std::size_t authors_max = 50;
inline constexpr std::size_t author_bytes_max = 300;
inline constexpr std::size_t language_bytes_max = 35;  // the longest tag RFC 5646 plans for
inline constexpr std::int64_t year_max = 9999;         // before our era as many
inline constexpr std::int64_t fee_max = 1'000'000'000'000;
inline constexpr std::int64_t copies_max = 1'000'000;
inline constexpr std::int64_t days_max = 3650;

struct Book {
  std::int64_t id = 0;
  std::string title;
  std::vector<std::string> authors;
  std::optional<std::string> isbn;  // 13 digits
  std::optional<std::int64_t> year;
  std::optional<std::string> language;
  contract::Money fee;
  std::int64_t copies = 1;
  std::int64_t days = 0;
  bool withdrawn = false;
  bool operator==(const Book&) const = default;
};

/// What a book gets that does not name its own; from the settings.
struct ShopTerms {
  std::string currency = "KRW";
  std::int64_t days = 14;
};

enum class BookRefusal {
  unknown_book,
  bad_title,
  too_many_authors,
  bad_author,
  bad_isbn,
  bad_year,
  bad_language,
  bad_fee,
  bad_currency,
  bad_copies,
  bad_days,
  already_in_catalogue,
  nothing_to_change,  // a change that names no field
  withdrawn_book,     // which stays as it is
  already_withdrawn,
};
struct BookRefused {
  BookRefusal why;
  std::int64_t book_id = 0;  // which was asked for; behind already_in_catalogue: which it is
  std::optional<contract::IsbnProblem> isbn = {};  // behind bad_isbn
};

/// A new book, which has no id yet.
std::expected<Book, BookRefused> new_book(const contract::AddBook& command, const ShopTerms& shop);
contract::BookRegistered registered(const Book& book);

/// Makes the change, or leaves the book as it is and says why. Nothing: it is all so already.
std::expected<std::optional<contract::BookChanged>, BookRefused> change(
    Book& book, const contract::ChangeBook& command);

/// From now on it is not lent any more; running rentals go on.
std::expected<contract::BookWithdrawn, BookRefused> withdraw(Book& book);

/// Books that have an ISBN are the same when that is the same. Those that have none are when this
/// is: a text of title and authors, the same for no two different ones.
std::string title_and_authors(const Book& book);

}  // namespace bookrent::book
