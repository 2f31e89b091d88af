#pragma once
// Every setting of the suite: what bookrent.toml may hold. A new service adds its section here.
#include <span>

#include "common/settings/settings.hpp"

namespace bookrent::contract {

std::span<const settings::Setting> all_settings();

}  // namespace bookrent::contract
