#pragma once
// The rows of a CSV text, told apart and split, whatever they mean.
#include <cstddef>
#include <expected>
#include <optional>
#include <string>

#include "cli/records/csv_splitter.hpp"
#include "cli/records/line_window.hpp"
#include "cli/records/record.hpp"

namespace bookrent::cli {

class CsvRows {
 public:
  explicit CsvRows(LineWindow lines);

  /// The next row, whose cells are valid until the next call; nothing at the end.
  std::optional<std::expected<const CsvSplitter*, RecordProblem>> next();

  /// The physical line on which the row given last starts, from 1.
  std::size_t line() const { return lines_.first_line(); }

 private:
  using Row = std::optional<std::expected<const CsvSplitter*, RecordProblem>>;

  Row finish(std::string_view first_line);
  Row stopped(LineWindow::Stop stop);
  Row stopped_inside_quotes(LineWindow::Stop stop, LineWindow::Place after_opening);
  Row refused(std::string message) const;

  LineWindow lines_;
  CsvSplitter cells_;
};

}  // namespace bookrent::cli
