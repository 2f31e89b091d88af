#pragma once
#include "common/audit/answer.hpp"
#include "common/store/rows.hpp"

namespace bookrent::audit {

/// Adds a value of a row as the next cell, NULL as nothing.
inline void add_cell(FactLine& line, const store::Rows& row, int column) {
  if (row.is_integer(column))
    line.number(row.integer(column));  // without SQLite's making a text of it first
  else
    line.text(row.text(column));
}

}  // namespace bookrent::audit
