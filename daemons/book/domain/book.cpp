#include "daemons/book/domain/book.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/contract/visible.hpp"
#include "daemons/book/domain/text.hpp"

namespace bookrent::book {
namespace {

bool bad_text(std::string_view text, std::size_t bytes_max) {
  return !contract::shows_something(text) || text.size() > bytes_max ||
         holds_control_character(text);
}
bool outside(std::int64_t value, std::int64_t least, std::int64_t most) {
  return value < least || value > most;
}

using Rule = bool (*)(const Book&);  // true: the rule says no

bool bad_title(const Book& book) { return bad_text(book.title, title_bytes_max); }
bool too_many_authors(const Book& book) { return book.authors.size() > authors_max; }
bool bad_author(const Book& book) {
  return std::ranges::any_of(
      book.authors, [](const std::string& author) { return bad_text(author, author_bytes_max); });
}
bool bad_year(const Book& book) { return book.year && outside(*book.year, -year_max, year_max); }
bool bad_language(const Book& book) {
  return book.language && (bad_text(*book.language, language_bytes_max) ||
                           book.language->find_first_of("\n\t") != std::string::npos);
}
bool bad_fee(const Book& book) { return outside(book.fee.amount, 0, fee_max); }
bool bad_currency(const Book& book) { return !contract::looks_like_currency(book.fee.currency); }
bool bad_copies(const Book& book) { return outside(book.copies, 1, copies_max); }
bool bad_days(const Book& book) { return outside(book.days, 1, days_max); }

struct NamedRule {
  Rule says_no;
  BookRefusal refusal;
};
constexpr NamedRule rules_of_a_book[] = {
    {bad_title, BookRefusal::bad_title},       {too_many_authors, BookRefusal::too_many_authors},
    {bad_author, BookRefusal::bad_author},     {bad_year, BookRefusal::bad_year},
    {bad_language, BookRefusal::bad_language}, {bad_fee, BookRefusal::bad_fee},
    {bad_currency, BookRefusal::bad_currency}, {bad_copies, BookRefusal::bad_copies},
    {bad_days, BookRefusal::bad_days},
};

/// The book, if it keeps the rules; `isbn` is what was written for it.
std::expected<Book, BookRefused> checked(Book book, const std::optional<std::string>& isbn) {
  for (const NamedRule& rule : rules_of_a_book)
    if (rule.says_no(book)) return std::unexpected(BookRefused{rule.refusal, book.id});
  if (!isbn) return book;
  auto canonical = contract::canonical_isbn(*isbn);
  if (!canonical)
    return std::unexpected(BookRefused{BookRefusal::bad_isbn, book.id, canonical.error()});
  book.isbn = *std::move(canonical);
  return book;
}

std::vector<std::string> trimmed_all(const std::vector<std::string>& written) {
  std::vector<std::string> texts;
  for (const std::string& text : written) texts.emplace_back(trimmed(text));
  return texts;
}

bool names_no_field(const contract::ChangeBook& command) {
  return !command.title && !command.authors && !command.isbn && !command.fee && !command.copies &&
         !command.days;
}

}  // namespace

std::expected<Book, BookRefused> new_book(const contract::AddBook& command, const ShopTerms& shop) {
  Book book;
  book.title = trimmed(command.title);
  book.authors = trimmed_all(command.authors);
  book.year = command.year;
  if (command.language) book.language = trimmed(*command.language);
  book.fee = {command.fee, command.currency.value_or(shop.currency)};
  book.copies = command.copies.value_or(1);
  book.days = command.days.value_or(shop.days);
  return checked(std::move(book), command.isbn);
}

contract::BookRegistered registered(const Book& book) {
  return {book.id,           book.title,  book.authors, book.fee.amount,
          book.fee.currency, book.copies, book.days};
}

std::expected<std::optional<contract::BookChanged>, BookRefused> change(
    Book& book, const contract::ChangeBook& command) {
  if (book.withdrawn) return std::unexpected(BookRefused{BookRefusal::withdrawn_book, book.id});
  if (names_no_field(command))
    return std::unexpected(BookRefused{BookRefusal::nothing_to_change, book.id});
  Book wanted = book;
  if (command.title) wanted.title = trimmed(*command.title);
  if (command.authors) wanted.authors = trimmed_all(*command.authors);
  wanted.fee.amount = command.fee.value_or(book.fee.amount);
  wanted.copies = command.copies.value_or(book.copies);
  wanted.days = command.days.value_or(book.days);
  auto after = checked(std::move(wanted), command.isbn);
  if (!after) return std::unexpected(after.error());
  if (*after == book) return std::nullopt;
  book = *std::move(after);
  return contract::BookChanged{book.id,           book.title,  book.authors, book.fee.amount,
                               book.fee.currency, book.copies, book.days};
}

std::expected<contract::BookWithdrawn, BookRefused> withdraw(Book& book) {
  if (book.withdrawn) return std::unexpected(BookRefused{BookRefusal::already_withdrawn, book.id});
  book.withdrawn = true;
  return contract::BookWithdrawn{book.id};
}

std::string title_and_authors(const Book& book) {
  constexpr char separator = '\x1f';  // a control character: in no title and no name
  std::string text = book.title;
  for (const std::string& author : book.authors) (text += separator) += author;
  return text;
}

}  // namespace bookrent::book
