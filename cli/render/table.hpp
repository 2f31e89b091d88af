#pragma once
// Rows under a header, aligned by what the eye sees.
#include <string>
#include <utility>
#include <vector>

#include "cli/render/style.hpp"
#include "cli/render/terminal.hpp"

namespace bookrent::cli {

enum class Align { left, right };

struct Column {
  std::string header;
  Align align = Align::left;
  bool may_shrink = false;  // its cells may be clipped where the terminal is too narrow
};

/// One field of a row. Plain text converts by itself, so that a row reads as a list of strings.
struct Cell {
  std::string text;
  Style style;
  int kept = 0;  // columns at its beginning that are never clipped, such as those of an id

  Cell(std::string content, Style look = Style::plain) : text(std::move(content)), style(look) {}
  Cell(const char* content, Style look = Style::plain) : text(content), style(look) {}
};

class Table {
 public:
  explicit Table(std::vector<Column> columns);

  /// `cells` holds one for each column. Their text may be anything: it is made printable here.
  void add(std::vector<Cell> cells);

  /// The header and all rows, each line ended by a newline and free of trailing blanks, with two
  /// spaces between columns. On a terminal the columns that may shrink give way, the widest first,
  /// down to four columns each and to what their cells keep; if even that is too wide, the terminal
  /// will wrap.
  std::string render(const TerminalTraits& terminal) const;

 private:
  std::vector<int> natural_widths() const;
  std::vector<int> least_widths() const;
  void shrink(std::vector<int>& widths, int available) const;
  void append_row(std::string& out, const std::vector<Cell>& row, const std::vector<int>& widths,
                  bool colour) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;  // the header is the first
};

}  // namespace bookrent::cli
