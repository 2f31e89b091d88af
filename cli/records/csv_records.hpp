#pragma once
// CSV rows as records: the first row names the columns.
#include <memory>
#include <string>
#include <vector>

#include "cli/records/csv_rows.hpp"
#include "cli/records/record_format.hpp"
#include "cli/records/record_reader.hpp"

namespace bookrent::cli {

class CsvRecords final : public RecordFormat {
 public:
  /// Reads the header. Error: it cannot be read, names a column twice or lacks a required one.
  static std::expected<std::unique_ptr<RecordFormat>, std::string> create(
      LineWindow lines, const RecordOptions& options);

  CsvRecords(CsvRows rows, std::vector<std::string> columns);

  NextRecord next() override;

 private:
  CsvRows rows_;
  std::vector<std::string> columns_;  // in lower case; empty for a column without a name
};

}  // namespace bookrent::cli
