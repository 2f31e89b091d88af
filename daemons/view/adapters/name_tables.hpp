#pragma once
// What users and books are called.
#include "common/contract/book.hpp"
#include "common/contract/user.hpp"
#include "common/store/statement.hpp"
#include "common/turn/effects.hpp"

namespace bookrent::view {

class NameTables {
 public:
  explicit NameTables(store::Store& store);

  void apply(const contract::UserRegistered& event, turn::Effects& effects);
  void apply(const contract::UserChanged& event, turn::Effects& effects);
  void apply(const contract::BookRegistered& event, turn::Effects& effects);
  void apply(const contract::BookChanged& event, turn::Effects& effects);
  void apply(const contract::BookWithdrawn& event, turn::Effects& effects);

 private:
  store::Statement put_user_;
  store::Statement put_book_;
  store::Statement withdraw_;
};

}  // namespace bookrent::view
