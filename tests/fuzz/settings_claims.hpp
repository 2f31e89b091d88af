#pragma once
// What holds of settings wherever they came from.
#include <functional>

#include "common/settings/settings.hpp"

namespace bookrent::fuzz {

using Loaded = std::expected<settings::Settings, std::string>;

/// All settings are there, each of its type and within its bounds; or each line of the refusal is
/// for a person and names a `place` first.
void check_settings(const Loaded& loaded, const std::function<bool(std::string_view)>& names_place);

}  // namespace bookrent::fuzz
