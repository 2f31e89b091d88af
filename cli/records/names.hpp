#pragma once
// Names of fields compare without regard to the case of ASCII letters.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace bookrent::cli {

inline char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

inline std::string lower(std::string_view name) {
  std::string result;
  std::ranges::transform(name, std::back_inserter(result), [](char c) { return lower(c); });
  return result;
}

}  // namespace bookrent::cli
