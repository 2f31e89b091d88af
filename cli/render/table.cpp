#include "cli/render/table.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

constexpr int gap_columns = 2;
constexpr int narrowest_columns = 4;

void append_blanks(std::string& out, int count) {
  out.append(static_cast<std::size_t>(count), ' ');
}

std::string cell_text(const std::string& text) {
  std::string safe = printable(text);
  safe.erase(safe.find_last_not_of(' ') + 1);
  return safe;
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  std::vector<Cell> header;
  for (const Column& column : columns_) header.emplace_back(column.header, Style::bold);
  add(std::move(header));
}

void Table::add(std::vector<Cell> cells) {
  assert(cells.size() == columns_.size());
  for (Cell& cell : cells) cell.text = cell_text(cell.text);
  rows_.push_back(std::move(cells));
}

std::string Table::render(const TerminalTraits& terminal) const {
  std::vector<int> widths = natural_widths();
  if (terminal.columns) shrink(widths, *terminal.columns);
  std::string out;
  for (const std::vector<Cell>& row : rows_) append_row(out, row, widths, terminal.colour);
  return out;
}

std::vector<int> Table::natural_widths() const {
  std::vector<int> widths(columns_.size());
  for (const std::vector<Cell>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], text_width(row[i].text));
    }
  }
  return widths;
}

std::vector<int> Table::least_widths() const {
  std::vector<int> widths(columns_.size(), narrowest_columns);
  for (const std::vector<Cell>& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) {
      const int clipped = text_width(row[i].text) > row[i].kept ? 1 : 0;  // for the ellipsis
      if (row[i].kept > 0) widths[i] = std::max(widths[i], row[i].kept + clipped);
    }
  return widths;
}

void Table::shrink(std::vector<int>& widths, int available) const {
  const std::vector<int> least = least_widths();
  const int gaps = gap_columns * (static_cast<int>(widths.size()) - 1);
  int excess = std::accumulate(widths.begin(), widths.end(), gaps) - available;
  for (; excess > 0; --excess) {
    int* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (!columns_[i].may_shrink || widths[i] <= least[i]) continue;
      if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
    }
    if (widest == nullptr) return;
    --*widest;
  }
}

void Table::append_row(std::string& out, const std::vector<Cell>& row,
                       const std::vector<int>& widths, bool colour) const {
  int blanks = 0;  // owed to the left of the next text, so that a line never ends in them
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string text = clip(row[i].text, widths[i]);
    const int padding = widths[i] - text_width(text);
    const int before = columns_[i].align == Align::right ? padding : 0;
    blanks += before;
    if (!text.empty()) {
      append_blanks(out, blanks);
      out += styled(text, row[i].style, colour);
      blanks = 0;
    }
    blanks += padding - before + gap_columns;
  }
  out += '\n';
}

}  // namespace bookrent::cli
