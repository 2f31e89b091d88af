#pragma once
// Families on their way from a daemon to the gateway.
#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "common/metrics/families.hpp"

namespace bookrent::metrics {

/// Families, values of a family, labels of a value, and buckets of a histogram that are read.
inline constexpr std::size_t families_max = 200;
inline constexpr std::size_t values_max = 2'000;
inline constexpr std::size_t labels_max = 8;
inline constexpr std::size_t buckets_max = 50;

nlohmann::ordered_json json_of(const Families& families);

/// Reads what another process has sent: names must be Prometheus', help one line, numbers numbers;
/// only counters, gauges and histograms are taken. Error: what is wrong.
std::expected<Families, std::string> families_of(const nlohmann::ordered_json& json);

}  // namespace bookrent::metrics
