#include "cli/records/record_reader.hpp"

#include <fmt/format.h>

#include <istream>
#include <utility>

#include "cli/records/blanks.hpp"
#include "cli/records/csv_records.hpp"
#include "cli/records/json_records.hpp"
#include "cli/records/line_window.hpp"

namespace bookrent::cli {

std::expected<RecordReader, std::string> RecordReader::create(std::istream& in,
                                                              const RecordOptions& options) {
  if (!in) return std::unexpected(fmt::format("{}: cannot be opened", options.name));
  LineWindow lines(in);
  const auto first = lines.begin_record();
  if (!first && first.error() == LineWindow::Stop::end)
    return std::unexpected(fmt::format("{}: there is nothing in it", options.name));
  if (!first)
    return std::unexpected(fmt::format("{}: {}", options.name, lines.explain(first.error())));
  const char mark = trimmed(*first).front();
  lines.rewind();
  if (mark == '[')
    return std::unexpected(fmt::format(
        "{}: this is a JSON array; write one object a line (jq -c '.[]' does)", options.name));
  if (mark == '{') return RecordReader(std::make_unique<JsonRecords>(std::move(lines)));
  auto csv = CsvRecords::create(std::move(lines), options);
  if (!csv) return std::unexpected(std::move(csv.error()));
  return RecordReader(std::move(*csv));
}

RecordReader::RecordReader(std::unique_ptr<RecordFormat> format) : format_(std::move(format)) {}
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;
RecordReader::~RecordReader() = default;

NextRecord RecordReader::next() { return format_->next(); }

}  // namespace bookrent::cli
