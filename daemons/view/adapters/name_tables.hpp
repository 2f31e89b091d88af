#pragma once
// What users and books are called.
#include "common/contract/book.hpp"
#include "common/contract/user.hpp"
#include "common/store/statement.hpp"
#include "daemons/view/adapters/count_table.hpp"

namespace bookrent::view {

class NameTables {
 public:
  NameTables(store::Store& store, CountTable& counts);

  void apply(const contract::UserRegistered& event);
  void apply(const contract::UserChanged& event);
  void apply(const contract::BookRegistered& event);
  void apply(const contract::BookChanged& event);
  void apply(const contract::BookWithdrawn& event);

 private:
  CountTable& counts_;
  store::Statement put_user_;
  store::Statement put_book_;
  store::Statement withdraw_;
};

}  // namespace bookrent::view
