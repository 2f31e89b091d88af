#pragma once
// Add and import: the two ways in which a book gets into the catalogue. They differ in what they
// say of one that is there already.
#include <expected>

#include "common/contract/book.hpp"
#include "daemons/book/application/ports.hpp"

namespace bookrent::book {

class AddBook {
 public:
  AddBook(Books& books, Journal& journal, const ShopTerms& shop)
      : books_(books), journal_(journal), shop_(shop) {}

  std::expected<Book, BookRefused> operator()(const contract::AddBook& command);

 private:
  Books& books_;
  Journal& journal_;
  const ShopTerms& shop_;
};

class ImportBook {
 public:
  ImportBook(Books& books, Journal& journal, const ShopTerms& shop) : add_(books, journal, shop) {}

  std::expected<contract::ImportedBook, BookRefused> operator()(
      const contract::ImportBook& command);

 private:
  AddBook add_;
};

}  // namespace bookrent::book
