#pragma once
// What is common to the formats: records come one after the other.
#include "cli/records/record.hpp"

namespace bookrent::cli {

class RecordFormat {
 public:
  RecordFormat() = default;
  RecordFormat(const RecordFormat&) = delete;
  RecordFormat& operator=(const RecordFormat&) = delete;
  virtual ~RecordFormat() = default;

  virtual NextRecord next() = 0;
};

}  // namespace bookrent::cli
