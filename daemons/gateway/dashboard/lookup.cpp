#include "daemons/gateway/dashboard/lookup.hpp"

#include <algorithm>

namespace bookrent::gateway {

std::string_view label(const Metric& metric, std::string_view name) {
  const auto found = std::ranges::find(metric.label, name, &Metric::Label::name);
  return found == metric.label.end() ? std::string_view{} : std::string_view{found->value};
}

void each(const metrics::Families& families, std::string_view name,
          const std::function<void(const Metric&)>& take) {
  for (const metrics::Family& family : families)
    if (family.name == name) std::ranges::for_each(family.metric, take);
}

std::optional<double> gauge_of(const metrics::Families& families, std::string_view name) {
  std::optional<double> found;
  each(families, name, [&](const Metric& metric) { found = metric.gauge.value; });
  return found;
}

}  // namespace bookrent::gateway
