#include "common/contract/money.hpp"

#include <algorithm>

namespace bookrent::contract {

bool looks_like_currency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace bookrent::contract
