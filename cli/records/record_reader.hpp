#pragma once
// Reads records, one at a time, from JSON lines or from CSV with a header (RFC 4180). The first
// character that is not blank tells which: `{` means JSON lines.
//
// CSV: the header names the columns, in any order and case; the records' names are in lower case.
// Cells are trimmed and empty ones left out; columns without a name are ignored. A quote inside an
// unquoted cell stands for itself. After a quote that is not closed properly, reading goes on with
// the line after the one where it opened, so that one stray quote costs one record.
//
// JSON: of a name given twice in an object, the last value counts.
//
// Lines end with LF or CRLF, or, in an input that has neither, with CR.
//
// A record is refused alone when it is over 256 KiB, is not UTF-8, holds a NUL, has more or fewer
// cells than the header, or is not a JSON object nested at most 8 deep. Blank lines are skipped.
#include <expected>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "cli/records/record.hpp"

namespace bookrent::cli {

class RecordFormat;

struct RecordOptions {
  std::string name;  // what messages call the input: "catalogue.csv", "standard input"
  // Columns that a CSV header must have, in lower case; of each inner list one is enough.
  std::vector<std::vector<std::string>> required;
};

class RecordReader {
 public:
  /// Reads up to the CSV header or the first JSON line. `in` is borrowed and must outlive the
  /// reader, which takes what is there without waiting for more, so pipes and terminals work.
  /// Error: the input is of no use as a whole; the message names it and says why.
  static std::expected<RecordReader, std::string> create(std::istream& in,
                                                         const RecordOptions& options);

  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;
  ~RecordReader();

  /// The next record or what is wrong with it. An input that fails half way (a disk fault) shows
  /// as a last problem, never as an early end.
  NextRecord next();

 private:
  explicit RecordReader(std::unique_ptr<RecordFormat> format);

  std::unique_ptr<RecordFormat> format_;
};

}  // namespace bookrent::cli
