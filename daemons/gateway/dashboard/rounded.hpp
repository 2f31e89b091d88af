#pragma once
// Figures for people: no more digits than mean something.
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace bookrent::gateway {

/// To three places.
inline double rounded(double value) { return std::round(value * 1000) / 1000; }

/// Of seconds; null where there is none.
inline nlohmann::ordered_json milliseconds(std::optional<double> seconds) {
  if (!seconds) return nullptr;
  return rounded(*seconds * 1000);
}

}  // namespace bookrent::gateway
