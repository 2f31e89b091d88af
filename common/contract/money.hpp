#pragma once
// Money: a whole number of the currency's minor unit, never a fraction.
#include <cstdint>
#include <string>
#include <string_view>

namespace bookrent::contract {

struct Money {
  std::int64_t amount = 0;  // in the minor unit: won, cents
  std::string currency;     // ISO 4217 code
  bool operator==(const Money&) const = default;
};

/// Three capital letters.
bool looks_like_currency(std::string_view code);

}  // namespace bookrent::contract
