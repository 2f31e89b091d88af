#pragma once
#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "common/token/token.hpp"

namespace bookrent::token {

/// What a payload says. Error: it is not JSON, or a claim of it is not of its form; no exp, no sub.
std::expected<Claims, Rejection> read_claims(std::string_view payload);

}  // namespace bookrent::token
