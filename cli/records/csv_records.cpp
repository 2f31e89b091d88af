#include "cli/records/csv_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/records/names.hpp"
#include "cli/records/shown.hpp"

namespace bookrent::cli {
namespace {

constexpr int header_columns_shown_max = 300;

std::vector<std::string> lower_names(const CsvSplitter& header) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header.size(); ++i) names.push_back(lower(header.cell(i)));
  return names;
}

std::string listed(const CsvSplitter& header) {
  std::string list;
  for (std::size_t i = 0; i < header.size(); ++i)
    list += fmt::format("{}{}", i == 0 ? "" : ", ", header.cell(i));
  return shown(list, header_columns_shown_max);
}

std::optional<std::string> find_duplicate(std::vector<std::string> names) {
  std::erase(names, "");
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice == names.end()) return std::nullopt;
  return *twice;
}

bool has_any(const std::vector<std::string>& names, const std::vector<std::string>& wanted) {
  return std::ranges::find_first_of(names, wanted) != names.end();
}

std::optional<std::string> find_problem(const CsvSplitter& header,
                                        const std::vector<std::string>& names,
                                        const RecordOptions& options) {
  if (const auto twice = find_duplicate(names))
    return fmt::format("two columns are named {}", shown(*twice));
  for (const auto& alternatives : options.required)
    if (!has_any(names, alternatives))
      return fmt::format("no column named {}; the columns are: {}", fmt::join(alternatives, " or "),
                         listed(header));
  return std::nullopt;
}

RecordProblem wrong_count(std::size_t line, std::size_t cells, std::size_t columns) {
  return {line, fmt::format("it has {} cell{} where the header has {}", cells,
                            cells == 1 ? "" : "s", columns)};
}

}  // namespace

std::expected<std::unique_ptr<RecordFormat>, std::string> CsvRecords::create(
    LineWindow lines, const RecordOptions& options) {
  CsvRows rows(std::move(lines));
  const auto header = rows.next();
  if (!header) return std::unexpected(fmt::format("{}: there is nothing in it", options.name));
  if (!*header)
    return std::unexpected(fmt::format("{}: {}", options.name, header->error().message));
  auto names = lower_names(***header);
  if (const auto problem = find_problem(***header, names, options))
    return std::unexpected(fmt::format("{}: {}", options.name, *problem));
  return std::make_unique<CsvRecords>(std::move(rows), std::move(names));
}

CsvRecords::CsvRecords(CsvRows rows, std::vector<std::string> columns)
    : rows_(std::move(rows)), columns_(std::move(columns)) {}

NextRecord CsvRecords::next() {
  const auto row = rows_.next();
  if (!row) return std::nullopt;
  if (!*row) return std::unexpected(row->error());
  const CsvSplitter& cells = ***row;
  if (cells.size() != columns_.size())
    return std::unexpected(wrong_count(rows_.line(), cells.size(), columns_.size()));
  nlohmann::json::object_t fields;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto cell = cells.cell(i);
    if (!cell.empty() && !columns_[i].empty()) fields.emplace(columns_[i], cell);
  }
  return Record{rows_.line(), std::move(fields)};
}

}  // namespace bookrent::cli
