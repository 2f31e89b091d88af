#include "cli/records/json_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/records/text_fault.hpp"

namespace bookrent::cli {
namespace {

using Json = nlohmann::json;

constexpr std::size_t depth_max = 8;

// How deep brackets nest, told before parsing so that a hostile line is never built up in memory.
std::size_t nesting_depth(std::string_view text) {
  std::size_t depth = 0, deepest = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char character = text[at];
    if (character == '"') quoted = !quoted;
    if (quoted && character == '\\') ++at;
    if (quoted) continue;
    if (character == '{' || character == '[') deepest = std::max(deepest, ++depth);
    if ((character == '}' || character == ']') && depth > 0) --depth;
  }
  return deepest;
}

std::string describe(const Json::parse_error& error, std::size_t line_bytes) {
  if (error.byte > line_bytes) return "the JSON object does not end on this line";
  return fmt::format("not valid JSON at byte {}", error.byte);
}

std::expected<Json, std::string> parse_object(std::string_view text) {
  if (nesting_depth(text) > depth_max)
    return std::unexpected(fmt::format("nested more than {} deep", depth_max));
  try {
    Json value = Json::parse(text);
    if (value.is_object()) return value;
    return std::unexpected(fmt::format("{} where a JSON object should be", value.type_name()));
  } catch (const Json::parse_error& error) {
    return std::unexpected(describe(error, text.size()));
  } catch (const Json::out_of_range&) {
    return std::unexpected("a number is out of range");
  }
}

}  // namespace

JsonRecords::JsonRecords(LineWindow lines) : lines_(std::move(lines)) {}

NextRecord JsonRecords::next() {
  const auto text = lines_.begin_record();
  const std::size_t line = lines_.first_line();
  if (!text && text.error() == LineWindow::Stop::end) return std::nullopt;
  if (!text) {
    if (text.error() == LineWindow::Stop::too_long) lines_.skip();
    return std::unexpected(RecordProblem{line, lines_.explain(text.error())});
  }
  if (auto fault = find_text_fault(*text, line))
    return std::unexpected(RecordProblem{line, std::move(*fault)});
  auto object = parse_object(*text);
  if (!object) return std::unexpected(RecordProblem{line, std::move(object.error())});
  return Record{line, std::move(*object)};
}

}  // namespace bookrent::cli
