#pragma once
// The rows of a query for whoever reads millions of them: columns are found by name once, and text
// is a view into SQLite's own memory instead of a copy.
#include <sqlite3.h>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/store/store.hpp"

namespace bookrent::store {

/// A value of a row, valid until the next step. Asking it costs less than asking the row again. As
/// SQLite has it, for the thread alone that steps.
class Cell {
 public:
  explicit Cell(sqlite3_value* value) : value_(value) {}

  bool null() const { return sqlite3_value_type(value_) == SQLITE_NULL; }
  bool is_integer() const { return sqlite3_value_type(value_) == SQLITE_INTEGER; }
  std::int64_t integer() const { return sqlite3_value_int64(value_); }
  /// Text or blob bytes; empty for NULL.
  std::string_view text() const {
    const void* bytes = sqlite3_value_blob(value_);
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value_));
    return bytes == nullptr ? std::string_view{}
                            : std::string_view{static_cast<const char*>(bytes), size};
  }

 private:
  sqlite3_value* value_;
};

class Rows {
 public:
  /// Binds `values` to `?1`, `?2`, … . Text is copied. Throws SQLite::Exception.
  template <class... Values>
  Rows(Store& store, const char* sql, const Values&... values)
      : database_(store.database().getHandle()), statement_(prepared(sql)) {
    int position = 0;
    (bind(++position, values), ...);
  }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() { sqlite3_finalize(statement_); }

  /// Moves to the next row; false after the last. Throws SQLite::Exception.
  bool step();

  /// The place of a column, for the functions below. Throws std::logic_error if there is none.
  int column(std::string_view name) const;
  template <std::size_t number>
  std::array<int, number> columns(const std::array<std::string_view, number>& names) const {
    std::array<int, number> places{};
    for (std::size_t i = 0; i < number; ++i) places[i] = column(names[i]);
    return places;
  }

  Cell cell(int column) const { return Cell{sqlite3_column_value(statement_, column)}; }
  bool null(int column) const { return cell(column).null(); }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) const { return cell(column).text(); }

 private:
  sqlite3_stmt* prepared(const char* sql) const;
  void bind(int position, std::string_view value);
  void bind(int position, std::integral auto value) {
    sqlite3_bind_int64(statement_, position, std::int64_t{value});
  }

  sqlite3* database_;
  sqlite3_stmt* statement_;
};

}  // namespace bookrent::store
