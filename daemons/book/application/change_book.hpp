#pragma once
// Change and withdraw: what can happen to a book of the catalogue.
#include <expected>

#include "common/contract/book.hpp"
#include "daemons/book/application/ports.hpp"

namespace bookrent::book {

struct ChangedBook {
  Book book;
  bool changed = false;  // false: it was all so already
};

class ChangeBook {
 public:
  ChangeBook(Books& books, Journal& journal) : books_(books), journal_(journal) {}

  std::expected<ChangedBook, BookRefused> operator()(const contract::ChangeBook& command);
  std::expected<Book, BookRefused> operator()(const contract::WithdrawBook& command);

 private:
  Books& books_;
  Journal& journal_;
};

}  // namespace bookrent::book
