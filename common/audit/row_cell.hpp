#pragma once
#include "common/audit/answer.hpp"
#include "common/store/rows.hpp"

namespace bookrent::audit {

/// Adds a value of a row as the next cell, NULL as nothing.
inline void add_cell(FactLine& line, const store::Rows& row, int column) {
  const store::Cell cell = row.cell(column);
  if (cell.is_integer())
    line.number(cell.integer());  // without SQLite's making a text of it first
  else
    line.text(cell.text());
}

}  // namespace bookrent::audit
