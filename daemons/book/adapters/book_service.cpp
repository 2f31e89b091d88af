#include "daemons/book/adapters/book_service.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/contract/actor.hpp"
#include "common/contract/codec.hpp"
#include "common/turn/answers.hpp"
#include "daemons/book/adapters/audit.hpp"
#include "daemons/book/adapters/event_journal.hpp"
#include "daemons/book/adapters/page.hpp"
#include "daemons/book/adapters/refusals.hpp"
#include "daemons/book/application/add_book.hpp"
#include "daemons/book/application/change_book.hpp"
#include "daemons/book/domain/search.hpp"

namespace bookrent::book {
namespace {

/// The list as a body. Rows too many for one message are left to the next page.
std::string fitting(contract::BookList list) {
  std::string body = contract::encode(list);
  while (body.size() > message::body_bytes_max && list.books.size() > 1) {
    list.books.resize(list.books.size() / 2);
    list.next = list.books.back().book_id;
    body = contract::encode(list);
  }
  return body;
}

}  // namespace

ShopTerms shop_terms(const settings::Settings& settings) {
  ShopTerms shop{settings.text("book", "currency"), settings.integer("book", "days")};
  if (!contract::looks_like_currency(shop.currency))
    throw settings.bad("book", "currency", "must be an ISO 4217 code, such as KRW");
  return shop;
}

BookService::BookService(store::Store& store, ShopTerms shop)
    : store_(store), shop_(std::move(shop)), books_(store), search_(store), rentals_(store) {}

std::vector<message::Operation> BookService::operations() const {
  return contract::book_operations();
}

std::vector<std::string> BookService::sources() const {
  return {std::string{contract::rental_context}};
}

turn::Answer BookService::handle(const message::Request& request, turn::Effects& effects) {
  if (request.op == contract::AddBook::operation) return take<contract::AddBook>(request, effects);
  if (request.op == contract::ImportBook::operation)
    return take<contract::ImportBook>(request, effects);
  if (request.op == contract::ChangeBook::operation)
    return take<contract::ChangeBook>(request, effects);
  if (request.op == contract::WithdrawBook::operation)
    return take<contract::WithdrawBook>(request, effects);
  if (request.op == contract::ShowBook::operation)
    return take<contract::ShowBook>(request, effects);
  if (request.op == contract::ListBooks::operation)
    return take<contract::ListBooks>(request, effects);
  if (request.op == contract::SearchBooks::operation)
    return take<contract::SearchBooks>(request, effects);
  return turn::unhandled(request);
}

template <class Message>
turn::Answer BookService::take(const message::Request& request, turn::Effects& effects) {
  const auto message = contract::decode<Message>(request.body);
  if (!message) return turn::refused(turn::invalid(message.error()));
  EventJournal journal(effects, contract::actor_of(request).id, request.traceparent);
  return answer(*message, journal);
}

turn::Answer BookService::answer(const contract::AddBook& command, Journal& journal) {
  const auto book = AddBook(books_, journal, shop_)(command);
  if (!book) return turn::refused(error_of(book.error()));
  return turn::applied(contract::encode(shown(*book)));
}

turn::Answer BookService::answer(const contract::ImportBook& command, Journal& journal) {
  const auto imported = ImportBook(books_, journal, shop_)(command);
  if (!imported) return turn::refused(error_of(imported.error()));
  std::string body = contract::encode(*imported);
  return imported->added ? turn::applied(std::move(body)) : turn::answered(std::move(body));
}

turn::Answer BookService::answer(const contract::ChangeBook& command, Journal& journal) {
  const auto result = ChangeBook(books_, journal)(command);
  if (!result) return turn::refused(error_of(result.error()));
  std::string body = contract::encode(shown(result->book));
  return result->changed ? turn::applied(std::move(body)) : turn::answered(std::move(body));
}

turn::Answer BookService::answer(const contract::WithdrawBook& command, Journal& journal) {
  const auto book = ChangeBook(books_, journal)(command);
  if (!book) return turn::refused(error_of(book.error()));
  return turn::applied(contract::encode(shown(*book)));
}

turn::Answer BookService::answer(const contract::ShowBook& query, Journal&) {
  const auto book = books_.find(query.book_id);
  if (!book) return turn::refused(error_of({BookRefusal::unknown_book, query.book_id}));
  return turn::answered(contract::encode(shown(*book)));
}

turn::Answer BookService::answer(const contract::ListBooks& query, Journal&) {
  const auto limit = page_limit(query.limit);
  if (!limit) return turn::refused(limit.error());
  return turn::answered(page_of(books_.following(query.after.value_or(0), *limit + 1), *limit));
}

turn::Answer BookService::answer(const contract::SearchBooks& query, Journal&) {
  const auto limit = page_limit(query.limit);
  if (!limit) return turn::refused(limit.error());
  const auto words = search_words(query.text);
  if (words.empty() || query.text.size() > search_bytes_max)
    return turn::refused(turn::invalid(
        fmt::format("text must hold a word to look for, and {} bytes at most", search_bytes_max)));
  std::vector<Book> found;
  for (const std::int64_t id : search_.matching(words, query.after.value_or(0), *limit + 1))
    found.push_back(*books_.find(id));
  return turn::answered(page_of(std::move(found), *limit));
}

/// `books` are one more than `limit` when more follow.
std::string BookService::page_of(std::vector<Book> books, std::int64_t limit) {
  contract::BookList list;
  if (std::ssize(books) > limit) {
    books.pop_back();
    list.next = books.back().id;
  }
  for (const Book& book : books) list.books.push_back(shown(book));
  return fitting(std::move(list));
}

contract::Book BookService::shown(const Book& book) {
  const std::int64_t lent = rentals_.of(book.id);
  // Fewer copies than are lent can be left behind by a change, or by events not yet read.
  const std::int64_t free_copies = std::max(book.copies - lent, std::int64_t{0});
  return {book.id,         book.title,
          book.authors,    book.isbn,
          book.year,       book.language,
          book.fee.amount, book.fee.currency,
          book.copies,     free_copies,
          book.days,       lent > 0 ? contract::BookStatus::rented : contract::BookStatus::idle,
          book.withdrawn};
}

std::expected<void, std::string> BookService::apply(const eventlog::Event& event, turn::Effects&) {
  const auto put = [this](const auto& known) { rentals_.apply(known); };
  return contract::read_event<contract::Rented, contract::Returned, contract::Cancelled>(
      event.type, event.data, put);
}

std::unique_ptr<audit::Auditor> BookService::auditor() {
  return std::make_unique<BookAudit>(store_);
}

}  // namespace bookrent::book
