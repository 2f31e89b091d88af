#include "common/token/strict_json.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace bookrent::token {
namespace {

using Json = nlohmann::json;

/// Watches a text being read.
class Strictness {
 public:
  bool kept() const { return kept_; }

  void see(int depth, Json::parse_event_t event, const Json& parsed) {
    using enum Json::parse_event_t;
    if (depth >= json_depth_max) kept_ = false;
    if (event == object_start) names_.emplace_back();
    if (event == object_end) names_.pop_back();
    if (event == key && !names_.back().insert(parsed.get<std::string>()).second) kept_ = false;
  }

 private:
  std::vector<std::set<std::string>> names_;  // of the objects that are open
  bool kept_ = true;
};

}  // namespace

std::optional<Json> read_object(std::string_view text) {
  Strictness strictness;
  const auto watch = [&](int depth, Json::parse_event_t event, const Json& parsed) {
    strictness.see(depth, event, parsed);
    return strictness.kept();
  };
  Json json = Json::parse(text, watch, false);
  if (!strictness.kept() || !json.is_object()) return std::nullopt;
  return json;
}

std::string written(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bookrent::token
