#pragma once
// Puts the facts of a family side by side, thing by thing.
#include <span>

#include "cli/check/rules.hpp"

namespace bookrent::cli {

struct Compared {
  std::int64_t things = 0;  // that the first context has
  std::string slow;         // a context that did not read on, so that not all could be compared
};

/// Judges every thing of the family, and tells what is wrong; of contexts that serve only what
/// stays wrong when it is looked at again.
Compared compare(const Family& family, std::span<Source* const> sources,
                 const CheckOptions& options, const HasRead& has_read, const Tell& tell);

}  // namespace bookrent::cli
