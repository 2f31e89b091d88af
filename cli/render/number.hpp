#pragma once
// Numbers for people.
#include <cstdint>
#include <string>

namespace bookrent::cli {

/// `number` with a comma between thousands: 1,234,567.
std::string grouped(std::uint64_t number);

}  // namespace bookrent::cli
