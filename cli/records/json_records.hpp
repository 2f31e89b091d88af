#pragma once
// JSON lines as records: each line is an object.
#include "cli/records/line_window.hpp"
#include "cli/records/record_format.hpp"

namespace bookrent::cli {

class JsonRecords final : public RecordFormat {
 public:
  explicit JsonRecords(LineWindow lines);

  NextRecord next() override;

 private:
  LineWindow lines_;
};

}  // namespace bookrent::cli
