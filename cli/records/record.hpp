#pragma once
// One record of an input file, or why it cannot be taken.
#include <cstddef>
#include <expected>
#include <nlohmann/json.hpp>  // whole, because whoever reads records looks into them
#include <optional>
#include <string>

namespace bookrent::cli {

struct Record {
  std::size_t line;       // the physical line on which it starts, from 1
  nlohmann::json fields;  // an object; from CSV, strings under lower-case names, none of them empty
};

/// A record that cannot be taken. The ones after it can.
struct RecordProblem {
  std::size_t line;
  std::string message;
};

/// Nothing at the end of the input.
using NextRecord = std::optional<std::expected<Record, RecordProblem>>;

}  // namespace bookrent::cli
