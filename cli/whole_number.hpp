#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// Of a number on the command line, both ends included.
struct Range {
  std::int64_t least = INT64_MIN;
  std::int64_t most = INT64_MAX;
};

/// The decimal number that `text` is; no 010 that some would read as eight, and no 0x10. A zero
/// that leads is refused, as nobody can know what is meant by it. Error: why not, for a person.
std::expected<std::int64_t, std::string> read_whole_number(std::string_view text, Range range = {});

}  // namespace bookrent::cli
