#pragma once
// Rentals and the copies they hold, in SQLite.
#include "common/store/statement.hpp"
#include "daemons/rental/application/ports.hpp"

namespace bookrent::rental {

class RentalTable final : public Rentals {
 public:
  explicit RentalTable(store::Store& store);

  Rental add(Rental rental) override;
  std::optional<Rental> find(std::int64_t id) override;
  void save(const Rental& rental) override;
  std::int64_t open_of(std::int64_t user_id) override;
  bool has_open(std::int64_t user_id, std::int64_t book_id) override;
  std::optional<Instant> next_due(std::int64_t book_id) override;

 private:
  std::int64_t next_id();
  std::int64_t free_copy(std::int64_t book_id);
  void hold_copy(const Rental& rental);
  void free_copy_of(const Rental& rental);

  store::Statement next_id_;
  store::Statement insert_;
  store::Statement select_;
  store::Statement update_;
  store::Statement open_of_;
  store::Statement has_open_;
  store::Statement next_due_;
  store::Statement free_copy_;
  store::Statement lent_;
  store::Statement hold_copy_;
  store::Statement release_copy_;
  store::Statement count_lent_;
};

}  // namespace bookrent::rental
