#pragma once
// How many there are of each sort, kept with every change so that nobody has to count rows.
#include <cstdint>
#include <optional>
#include <string_view>

#include "common/contract/view.hpp"
#include "common/store/statement.hpp"

namespace bookrent::view {

class CountTable {
 public:
  explicit CountTable(store::Store& store);

  void count_user() { add(users, {}, 1); }
  void count_book() { add(books, {}, 1); }
  void withdraw_book() { add(books, {}, -1); }
  /// `from`: the status so far, absent for one that is new.
  void move_rental(const std::optional<std::string>& from, std::string_view to) {
    move(rentals, from, to);
  }
  void move_payment(const std::optional<std::string>& from, std::string_view to) {
    move(payments, from, to);
  }
  contract::SummaryCounts summary();

 private:
  static constexpr const char* users = "user";
  static constexpr const char* books = "book";
  static constexpr const char* rentals = "rental";
  static constexpr const char* payments = "payment";

  void move(const char* what, const std::optional<std::string>& from, std::string_view to);
  void add(const char* what, std::string_view status, int number);
  std::int64_t number(const char* what, std::string_view status);
  template <class Statuses>
  std::vector<contract::StatusCount> numbers(const char* what, const Statuses& statuses);

  store::Statement update_;
  store::Statement insert_;
  store::Statement select_;
};

}  // namespace bookrent::view
