#pragma once
#include <array>
#include <string_view>

namespace bookrent::contract {

/// A suite has all of these: each a daemon with a database of its own, behind the gateway.
inline constexpr std::array<std::string_view, 5> contexts = {"rental", "payment", "user", "book",
                                                             "view"};

}  // namespace bookrent::contract
