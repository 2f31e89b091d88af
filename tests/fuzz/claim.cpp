#include "tests/fuzz/claim.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace bookrent::fuzz {

void claim(bool holds, std::string_view what) {
  if (holds) return;
  fmt::print(stderr, "\nThis does not hold: {}\n", what);
  std::abort();
}

}  // namespace bookrent::fuzz
