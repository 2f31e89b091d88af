#include "cli/catalogue/terms.hpp"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string_view>

#include "cli/records/values.hpp"

namespace bookrent::cli {
namespace {

using Refusal = std::unexpected<std::string>;

struct Range {
  std::string_view name;
  std::int64_t min, max;
};

constexpr Range fee_range = {"fee", 0, std::numeric_limits<std::int64_t>::max()};
constexpr Range copies_range = {"copies", 1, copies_max};
constexpr Range days_range = {"days", 1, days_max};

std::expected<std::optional<std::int64_t>, std::string> read_number(
    const Range& range, const nlohmann::json* value, std::optional<std::int64_t> otherwise) {
  if (value == nullptr) return otherwise;
  const auto number = as_integer(*value);
  if (!number) return Refusal(fmt::format("{} {}", range.name, number.error()));
  if (*number < range.min)
    return Refusal(fmt::format("{} {} is below {}", range.name, *number, range.min));
  if (*number > range.max)
    return Refusal(fmt::format("{} {} is above {}", range.name, *number, range.max));
  return *number;
}

}  // namespace

std::expected<Terms, std::string> read_terms(const BookFields& book,
                                             const CatalogueDefaults& defaults) {
  const auto fee = read_number(fee_range, book.find(BookField::fee), defaults.fee);
  if (!fee) return Refusal(fee.error());
  if (!*fee) return Refusal("no fee: give --fee");
  const auto copies = read_number(copies_range, book.find(BookField::copies), defaults.copies);
  if (!copies) return Refusal(copies.error());
  const auto days = read_number(days_range, book.find(BookField::days), defaults.days);
  if (!days) return Refusal(days.error());
  return Terms{**fee, **copies, *days};
}

}  // namespace bookrent::cli
