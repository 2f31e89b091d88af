#pragma once
// 도서대여상태: which rentals of each book are RENTED, kept from rental's events.
#include <cstdint>

#include "common/contract/rental.hpp"
#include "common/store/statement.hpp"

namespace bookrent::book {

class CurrentRentals {
 public:
  explicit CurrentRentals(store::Store& store);

  void apply(const contract::Rented& event);
  void apply(const contract::Returned& event);
  void apply(const contract::Cancelled& event);

  /// How many copies of the book are lent.
  std::int64_t of(std::int64_t book_id);
  void forget();

 private:
  store::Statement insert_;
  store::Statement delete_;
  store::Statement count_;
  store::Statement delete_all_;
};

}  // namespace bookrent::book
