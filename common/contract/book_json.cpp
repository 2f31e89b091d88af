#include "common/contract/book.hpp"
#include "common/contract/fields.hpp"
#include "common/contract/words.hpp"

namespace bookrent::contract {
namespace {

constexpr Words<BookStatus, 2> book_statuses{
    {{BookStatus::idle, "IDLE"}, {BookStatus::rented, "RENTED"}}};

}  // namespace

std::string_view word(BookStatus status) { return word_of(book_statuses, status); }
bool from_word(std::string_view text, BookStatus& status) {
  return assign_from(book_statuses, text, status);
}

void fields(auto& visit, AddBook& command) {
  visit("title", command.title);
  visit("authors", command.authors);
  visit("isbn", command.isbn);
  visit("year", command.year);
  visit("language", command.language);
  visit("fee", command.fee);
  visit("currency", command.currency);
  visit("copies", command.copies);
  visit("days", command.days);
}
void fields(auto& visit, ImportBook& command) { fields(visit, command.book); }
void fields(auto& visit, ChangeBook& command) {
  visit("book_id", command.book_id);
  visit("title", command.title);
  visit("authors", command.authors);
  visit("isbn", command.isbn);
  visit("fee", command.fee);
  visit("copies", command.copies);
  visit("days", command.days);
}
void fields(auto& visit, WithdrawBook& command) { visit("book_id", command.book_id); }
void fields(auto& visit, ShowBook& query) { visit("book_id", query.book_id); }
void fields(auto& visit, ListBooks& query) {
  visit("after", query.after);
  visit("limit", query.limit);
}
void fields(auto& visit, SearchBooks& query) {
  visit("text", query.text);
  visit("after", query.after);
  visit("limit", query.limit);
}
void fields(auto& visit, Book& book) {
  visit("book_id", book.book_id);
  visit("title", book.title);
  visit("authors", book.authors);
  visit("isbn", book.isbn);
  visit("year", book.year);
  visit("language", book.language);
  visit("fee", book.fee);
  visit("currency", book.currency);
  visit("copies", book.copies);
  visit("free_copies", book.free_copies);
  visit("days", book.days);
  visit("status", book.status);
  visit("withdrawn", book.withdrawn);
}
void fields(auto& visit, ImportedBook& reply) {
  visit("book_id", reply.book_id);
  visit("added", reply.added);
}
void fields(auto& visit, BookList& list) {
  visit("books", list.books);
  visit("next", list.next);
}

namespace {
/// BookRegistered and BookChanged say the same of a book.
void catalogue_fields(auto& visit, auto& event) {
  visit("book_id", event.book_id);
  visit("title", event.title);
  visit("authors", event.authors);
  visit("fee", event.fee);
  visit("currency", event.currency);
  visit("copies", event.copies);
  visit("days", event.days);
}
}  // namespace

void fields(auto& visit, BookRegistered& event) { catalogue_fields(visit, event); }
void fields(auto& visit, BookChanged& event) { catalogue_fields(visit, event); }
void fields(auto& visit, BookWithdrawn& event) { visit("book_id", event.book_id); }

BOOKRENT_CONTRACT_CODEC(AddBook)
BOOKRENT_CONTRACT_CODEC(ImportBook)
BOOKRENT_CONTRACT_CODEC(ChangeBook)
BOOKRENT_CONTRACT_CODEC(WithdrawBook)
BOOKRENT_CONTRACT_CODEC(ShowBook)
BOOKRENT_CONTRACT_CODEC(ListBooks)
BOOKRENT_CONTRACT_CODEC(SearchBooks)
BOOKRENT_CONTRACT_CODEC(Book)
BOOKRENT_CONTRACT_CODEC(ImportedBook)
BOOKRENT_CONTRACT_CODEC(BookList)
BOOKRENT_CONTRACT_EVENT(BookRegistered, "bookrent.book.registered.v1")
BOOKRENT_CONTRACT_EVENT(BookChanged, "bookrent.book.changed.v1")
BOOKRENT_CONTRACT_EVENT(BookWithdrawn, "bookrent.book.withdrawn.v1")

std::vector<message::Operation> book_operations() {
  using enum message::OperationKind;
  using namespace message;
  return {{AddBook::operation, command, for_managers("book.write")},
          {ImportBook::operation, command, for_managers("book.write")},
          {ChangeBook::operation, command, for_managers("book.write")},
          {WithdrawBook::operation, command, for_managers("book.write")},
          {ShowBook::operation, query, for_users("book.read")},
          {ListBooks::operation, query, for_users("book.read")},
          {SearchBooks::operation, query, for_users("book.read")}};
}

}  // namespace bookrent::contract
