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

  /// All of it is read anew: what is not heard of again is dropped at the end. Until then it
  /// counts.
  void await_again();
  void drop_unheard_users();
  /// One that is lent stays, to be returned, and is lent no more.
  void drop_unheard_books();

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
  store::Statement unhear_users_;
  store::Statement unhear_books_;
  store::Statement drop_users_;
  store::Statement drop_books_;
  store::Statement lend_no_more_;
};

}  // namespace bookrent::rental
