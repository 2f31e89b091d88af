#pragma once
// What can be wrong with a JSON text, place by place.
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace bookrent::golden {

using Json = nlohmann::ordered_json;
using Place = Json::json_pointer;

/// Every field and every list item inside `json`, outer ones first.
std::vector<Place> places(const Json& json);
/// The fields of objects among them.
std::vector<Place> field_places(const Json& json);

/// `json` without the field at `place`.
Json without(Json json, const Place& place);
/// `json` with `value` at `place`.
Json with(Json json, const Place& place, const Json& value);
/// `json` without all fields, at any depth, that `reads` can do without.
Json bare(Json json, const std::function<bool(const Json&)>& reads);

/// One value of every kind of JSON but that of `value`; null, which stands for absence, is none.
std::vector<Json> values_of_other_kinds(const Json& value);

/// Whether `text` speaks of the field at `place`, or of one that it lies in (a list's name may
/// stand in the singular).
bool names_field(const std::string& text, const Place& place);

}  // namespace bookrent::golden
