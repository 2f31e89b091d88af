#pragma once
// What each context finds wrong in its own database, and where each stands in the logs of others.
#include <span>

#include "cli/check/check.hpp"

namespace bookrent::cli {

using Tell = std::function<void(const Violation&)>;

/// Lets all examine themselves at the same time. Returns how many events their logs have.
std::int64_t check_own(std::span<Source* const> sources, const CheckOptions& options,
                       const Tell& tell);

struct Places {
  std::vector<Behind> behind;
  /// (owner, reader) pairs whose reader has read all, of this very log.
  std::vector<std::pair<std::string, std::string>> read_up;
};
Places check_positions(std::span<Source* const> sources, const Tell& tell);

}  // namespace bookrent::cli
