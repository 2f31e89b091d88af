#include "common/store/rows.hpp"

#include <stdexcept>
#include <string>

namespace bookrent::store {

sqlite3_stmt* Rows::prepared(const char* sql) const {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr);
  if (result != SQLITE_OK) throw SQLite::Exception(database_, result);
  return statement;
}

void Rows::bind(int position, std::string_view value) {
  sqlite3_bind_text(statement_, position, value.data(), static_cast<int>(value.size()),
                    SQLITE_TRANSIENT);
}

bool Rows::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) throw SQLite::Exception(database_, result);
  return false;
}

int Rows::column(std::string_view name) const {
  for (int column = 0; column < sqlite3_column_count(statement_); ++column)
    if (sqlite3_column_name(statement_, column) == name) return column;
  throw std::logic_error("the query has no column " + std::string{name});
}

}  // namespace bookrent::store
