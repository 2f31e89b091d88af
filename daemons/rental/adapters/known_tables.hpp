#pragma once
// What rental knows of books and users, kept from their contexts' events.
#include "common/contract/book.hpp"
#include "common/contract/user.hpp"
#include "common/store/statement.hpp"
#include "daemons/rental/application/ports.hpp"

namespace bookrent::rental {

class KnownTables final : public Knowledge {
 public:
  explicit KnownTables(store::Store& store);

  std::optional<KnownUser> user(std::int64_t id) override;
  std::optional<KnownBook> book(std::int64_t id) override;

  void apply(const contract::BookRegistered& event);
  void apply(const contract::BookChanged& event);
  void apply(const contract::BookWithdrawn& event);
  void apply(const contract::UserRegistered& event);
  void apply(const contract::UserChanged& event);

 private:
  store::Statement user_;
  store::Statement book_;
  store::Statement put_user_;
  store::Statement put_book_;
  store::Statement withdraw_;
};

}  // namespace bookrent::rental
