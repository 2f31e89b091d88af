#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "common/random/random.hpp"

namespace bookrent::cli {

/// `500ms`, `10s`, `2m`, `1h`, `3d`; a bare number is seconds. Nothing for any other text, and
/// beyond a year.
std::optional<std::chrono::milliseconds> read_duration(std::string_view text);

/// `time`, and by chance up to a fifth longer: many who are told the same time must not all come
/// back in the same moment.
std::chrono::milliseconds with_jitter(std::chrono::milliseconds time, random::Random& random);

}  // namespace bookrent::cli
