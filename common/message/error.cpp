#include "common/message/error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bookrent::message {
namespace {

constexpr std::array<std::pair<ErrorCode, std::string_view>, 12> codes{{
    {ErrorCode::invalid, "invalid"},
    {ErrorCode::not_found, "not_found"},
    {ErrorCode::refused, "refused"},
    {ErrorCode::conflict, "conflict"},
    {ErrorCode::unavailable, "unavailable"},
    {ErrorCode::overloaded, "overloaded"},
    {ErrorCode::pending, "pending"},
    {ErrorCode::rate_limited, "rate_limited"},
    {ErrorCode::unauthenticated, "unauthenticated"},
    {ErrorCode::forbidden, "forbidden"},
    {ErrorCode::storage, "storage"},
    {ErrorCode::internal, "internal"},
}};

}  // namespace

std::string_view text_of(ErrorCode code) {
  return std::ranges::find(codes, code, &decltype(codes)::value_type::first)->second;
}

std::optional<ErrorCode> error_code(std::string_view text) {
  const auto* found = std::ranges::find(codes, text, &decltype(codes)::value_type::second);
  if (found == codes.end()) return std::nullopt;
  return found->first;
}

bool is_fault(ErrorCode code) {
  using enum ErrorCode;
  switch (code) {
    case unavailable:
    case overloaded:
    case storage:
    case internal:
      return true;
    case invalid:
    case not_found:
    case refused:
    case conflict:
    case pending:
    case rate_limited:
    case unauthenticated:
    case forbidden:
      return false;
  }
  return true;
}

}  // namespace bookrent::message
