#pragma once
// Amounts of money for people.
#include <cstdint>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// An amount in minor units of its ISO 4217 currency, for people: 1500 is `1,500 KRW`, 1234 is
/// `12.34 EUR`. A currency that the standard does not list is shown without a point, so nothing is
/// claimed about its minor unit. `currency` is printed as it is given: make it printable if it
/// comes from outside.
std::string money(std::int64_t amount, std::string_view currency);

}  // namespace bookrent::cli
