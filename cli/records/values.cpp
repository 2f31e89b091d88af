#include "cli/records/values.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

#include "cli/records/shown.hpp"

namespace bookrent::cli {
namespace {

std::string as_written(const nlohmann::json& value) {
  if (value.is_string()) return fmt::format("'{}'", shown(value.get_ref<const std::string&>()));
  return shown(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::unexpected<std::string> refusal(const nlohmann::json& value, std::string_view why) {
  return std::unexpected(fmt::format("{} {}", as_written(value), why));
}

std::expected<std::int64_t, std::string> from_digits(const nlohmann::json& value) {
  const std::string_view digits = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
  if (error == std::errc::invalid_argument || end != digits.end())
    return refusal(value, "is not a whole number");
  if (error == std::errc::result_out_of_range)
    return refusal(value, digits.starts_with('-') ? "is too small" : "is too large");
  return number;
}

}  // namespace

std::expected<std::int64_t, std::string> as_integer(const nlohmann::json& value) {
  if (value.is_string()) return from_digits(value);
  if (!value.is_number_integer()) return refusal(value, "is not a whole number");
  constexpr std::uint64_t integer_max = std::numeric_limits<std::int64_t>::max();
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > integer_max)
    return refusal(value, "is too large");
  return value.get<std::int64_t>();
}

std::expected<std::string_view, std::string> as_text(const nlohmann::json& value) {
  if (!value.is_string()) return refusal(value, "is not text");
  return std::string_view(value.get_ref<const std::string&>());
}

}  // namespace bookrent::cli
