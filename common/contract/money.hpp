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

/// A number for people, with a comma between thousands: 1,234,567.
std::string grouped(std::uint64_t number);

/// For people, in the currency's own decimals: 1500 is `1,500 KRW`, 1234 is `12.34 EUR`. A currency
/// that ISO 4217 does not list is shown without a point, so nothing is claimed about its minor
/// unit. `currency` is printed as it is given: make it printable if it comes from outside.
std::string text_of(const Money& money);

/// Three capital letters.
bool looks_like_currency(std::string_view code);

}  // namespace bookrent::contract
