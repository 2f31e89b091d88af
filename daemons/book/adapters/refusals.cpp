#include "daemons/book/adapters/refusals.hpp"

#include <fmt/format.h>

namespace bookrent::book {
namespace {

using message::ErrorCode;

message::Error error(ErrorCode code, std::string reason, std::string text) {
  message::Error made;
  made.code = code;
  made.reason = std::move(reason);
  made.message = std::move(text);
  return made;
}

message::Error invalid(std::string reason, std::string text) {
  return error(ErrorCode::invalid, std::move(reason), std::move(text));
}

message::Error bad_text(std::string reason, const char* what, std::size_t bytes_max,
                        const char* but = " but line ends and tabs") {
  return invalid(std::move(reason),
                 fmt::format("{} must show something, in 1 to {} bytes, and have no control "
                             "characters{}",
                             what, bytes_max, but));
}

message::Error outside(std::string reason, const char* what, std::int64_t least,
                       std::int64_t most) {
  return invalid(std::move(reason), fmt::format("{} must be from {} to {}", what, least, most));
}

message::Error already_in_catalogue(std::int64_t book_id) {
  message::Error made =
      error(ErrorCode::refused, "already_in_catalogue",
            fmt::format("the catalogue has this book already: see book {}", book_id));
  made.details = fmt::format(R"({{"book_id":{}}})", book_id);
  return made;
}

}  // namespace

message::Error error_of(const BookRefused& refused) {
  const std::int64_t book = refused.book_id;
  switch (refused.why) {
    case BookRefusal::unknown_book:
      return error(ErrorCode::not_found, "unknown_book", fmt::format("no book {}", book));
    case BookRefusal::bad_title:
      return bad_text("bad_title", "title", title_bytes_max);
    case BookRefusal::too_many_authors:
      return invalid("too_many_authors", fmt::format("authors must be {} at most", authors_max));
    case BookRefusal::bad_author:
      return bad_text("bad_author", "each of authors", author_bytes_max);
    case BookRefusal::bad_isbn:
      return invalid("bad_isbn",
                     fmt::format("isbn cannot be used: {}", contract::describe(*refused.isbn)));
    case BookRefusal::bad_year:
      return outside("bad_year", "year", -year_max, year_max);
    case BookRefusal::bad_language:
      return bad_text("bad_language", "language", language_bytes_max, "");
    case BookRefusal::bad_fee:
      return outside("bad_fee", "fee", 0, fee_max);
    case BookRefusal::bad_currency:
      return invalid("bad_currency", "currency must be an ISO 4217 code, such as KRW");
    case BookRefusal::bad_copies:
      return outside("bad_copies", "copies", 1, copies_max);
    case BookRefusal::bad_days:
      return outside("bad_days", "days", 1, days_max);
    case BookRefusal::already_in_catalogue:
      return already_in_catalogue(book);
    case BookRefusal::nothing_to_change:
      return invalid("nothing_to_change",
                     fmt::format("say what to change of book {}: title, authors, isbn, fee, copies "
                                 "or days",
                                 book));
    case BookRefusal::withdrawn_book:
      return error(ErrorCode::refused, "withdrawn_book",
                   fmt::format("book {} was withdrawn and can no longer be changed", book));
    case BookRefusal::already_withdrawn:
      return error(ErrorCode::refused, "already_withdrawn",
                   fmt::format("book {} was withdrawn before", book));
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

}  // namespace bookrent::book
