#pragma once
// The book context under test, with helpers that speak its language.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/contract/book.hpp"
#include "common/contract/rental.hpp"
#include "daemons/book/adapters/book_service.hpp"
#include "daemons/book/adapters/schema.hpp"
#include "tests/support/engine_fixture.hpp"

namespace bookrent::book {

class BookContext : public ::testing::Test {
 protected:
  static contract::AddBook titled(const std::string& title,
                                  const std::optional<std::string>& isbn = {}) {
    contract::AddBook command;
    command.title = title;
    command.authors = {"Ann Example"};
    command.isbn = isbn;
    command.fee = 1500;
    return command;
  }
  static contract::ChangeBook changing(std::int64_t book_id) {
    contract::ChangeBook command;
    command.book_id = book_id;
    return command;
  }
  std::int64_t add(const contract::AddBook& command) {
    return support::body_of<contract::Book>(engine.request(command)).book_id;
  }
  /// As the importer sends them: many in one turn.
  std::vector<message::Reply> import(const std::vector<contract::AddBook>& books) {
    std::vector<message::Message> requests;
    std::vector<std::string> ids;
    for (const contract::AddBook& book : books) {
      auto request = engine.make_request("import", contract::encode(contract::ImportBook{book}));
      ids.push_back(request.id);
      requests.emplace_back(std::move(request));
    }
    engine.deliver(std::move(requests));
    std::vector<message::Reply> replies;
    for (const std::string& id : ids) replies.push_back(engine.take_reply(id).value());
    return replies;
  }
  contract::Book show(std::int64_t book_id) {
    return support::body_of<contract::Book>(engine.request(contract::ShowBook{book_id}));
  }
  message::Error refused(const auto& command) {
    return engine.request(command).error.value_or(message::Error{});
  }
  contract::BookList list(const auto& query) {
    return support::body_of<contract::BookList>(engine.request(query, support::customer(3)));
  }
  std::vector<std::int64_t> found(const std::string& text) {
    std::vector<std::int64_t> ids;
    for (const contract::Book& book : list(contract::SearchBooks{text, {}, {}}).books)
      ids.push_back(book.book_id);
    return ids;
  }
  void rented(std::int64_t rental_id, std::int64_t book_id) {
    engine.feed("rental", contract::Rented{rental_id, 3, book_id, rental_id, 1500, "KRW", {}, {}});
  }

  support::EngineFixture engine{"book", schema(), [](store::Store& store) {
                                  return std::make_unique<BookService>(store, ShopTerms{});
                                }};
};

}  // namespace bookrent::book
