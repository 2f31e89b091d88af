#pragma once
// Values by name and labels out of what a daemon has said.
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "common/metrics/families.hpp"

namespace bookrent::gateway {

using Metric = prometheus::ClientMetric;

/// Empty where the metric has no such label.
std::string_view label(const Metric& metric, std::string_view name);

/// Calls `take` with each value of the family.
void each(const metrics::Families& families, std::string_view name,
          const std::function<void(const Metric&)>& take);

/// The value of a gauge without labels.
std::optional<double> gauge_of(const metrics::Families& families, std::string_view name);

}  // namespace bookrent::gateway
