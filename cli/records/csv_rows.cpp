#include "cli/records/csv_rows.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/records/text_fault.hpp"

namespace bookrent::cli {

CsvRows::CsvRows(LineWindow lines) : lines_(std::move(lines)) {}

CsvRows::Row CsvRows::next() {
  const auto line = lines_.begin_record();
  return line ? finish(*line) : stopped(line.error());
}

CsvRows::Row CsvRows::finish(std::string_view first_line) {
  using Outcome = CsvSplitter::Outcome;
  cells_.restart();
  Outcome outcome = cells_.take(first_line);
  auto fault = find_text_fault(first_line, line());
  LineWindow::Place after_opening = lines_.place();
  while (outcome == Outcome::open_quote) {
    const auto more = lines_.read();
    if (!more) return stopped_inside_quotes(more.error(), after_opening);
    outcome = cells_.take(*more);
    if (!fault) fault = find_text_fault(*more, lines_.place().line - 1);
    if (cells_.opened_in_last_line()) after_opening = lines_.place();
  }
  if (outcome == Outcome::text_after_quote) {
    lines_.go_back(after_opening);
    return refused(
        fmt::format("text follows the end of the quotes opened on line {}; a quote "
                    "inside quotes is written twice",
                    after_opening.line - 1));
  }
  if (fault) return refused(std::move(*fault));
  return &cells_;
}

CsvRows::Row CsvRows::stopped(LineWindow::Stop stop) {
  if (stop == LineWindow::Stop::end) return std::nullopt;
  auto problem = refused(lines_.explain(stop));
  if (stop == LineWindow::Stop::too_long) lines_.skip();
  return problem;
}

CsvRows::Row CsvRows::stopped_inside_quotes(LineWindow::Stop stop,
                                            LineWindow::Place after_opening) {
  if (stop == LineWindow::Stop::unreadable) return refused(lines_.explain(stop));
  lines_.go_back(after_opening);
  const std::size_t opened = after_opening.line - 1;
  if (stop == LineWindow::Stop::end)
    return refused(fmt::format("the quotes opened on line {} are never closed", opened));
  return refused(fmt::format("the quotes opened on line {} are not closed within {} KiB", opened,
                             record_bytes_max / 1024));
}

CsvRows::Row CsvRows::refused(std::string message) const {
  return std::unexpected(RecordProblem{line(), std::move(message)});
}

}  // namespace bookrent::cli
