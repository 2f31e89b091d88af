#include "tests/contract/mutations.hpp"

#include <algorithm>

namespace bookrent::golden {
namespace {

void collect(const Json& json, const Place& here, std::vector<Place>& found) {
  const auto add = [&](const Json& child, const Place& place) {
    found.push_back(place);
    collect(child, place, found);
  };
  if (json.is_object())
    for (const auto& [name, child] : json.items()) add(child, here / name);
  if (json.is_array())
    for (std::size_t i = 0; i < json.size(); ++i) add(json[i], here / i);
}

bool same_kind(const Json& one, const Json& other) {
  if (one.is_number_integer() && other.is_number_integer()) return true;
  return one.type() == other.type();
}

}  // namespace

std::vector<Place> places(const Json& json) {
  std::vector<Place> found;
  collect(json, Place{}, found);
  return found;
}

std::vector<Place> field_places(const Json& json) {
  std::vector<Place> found = places(json);
  std::erase_if(found,
                [&](const Place& place) { return !json[place.parent_pointer()].is_object(); });
  return found;
}

Json without(Json json, const Place& place) {
  json[place.parent_pointer()].erase(place.back());
  return json;
}

Json with(Json json, const Place& place, const Json& value) {
  json[place] = value;
  return json;
}

Json bare(Json json, const std::function<bool(const Json&)>& reads) {
  for (const Place& place : field_places(json)) {
    if (!json.contains(place)) continue;  // it lay in a field that is gone
    Json fewer = without(json, place);
    if (reads(fewer)) json = std::move(fewer);
  }
  return json;
}

std::vector<Json> values_of_other_kinds(const Json& value) {
  std::vector<Json> values{"7", 7, 1.5, true, Json::array({7}), Json::object({{"a", 7}})};
  std::erase_if(values, [&](const Json& other) { return same_kind(value, other); });
  return values;
}

bool names_field(const std::string& text, const Place& place) {
  for (Place at = place; !at.empty(); at.pop_back()) {
    std::string name = at.back();
    if (at != place && name.ends_with('s')) name.pop_back();  // one of `roles` is a role
    if (text.find(name) != std::string::npos) return true;
  }
  return false;
}

}  // namespace bookrent::golden
