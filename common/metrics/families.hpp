#pragma once
// What a daemon has counted, as values: families of Prometheus' metrics. They are made by the one
// who counts, travel as JSON, and become text at the one address where they are scraped.
#include <prometheus/metric_family.h>

#include <string>
#include <utility>
#include <vector>

namespace bookrent::metrics {

using Family = prometheus::MetricFamily;
using Families = std::vector<Family>;
using Labels = std::vector<std::pair<std::string, std::string>>;

/// A family without values; `name` follows Prometheus' conventions (base units, `_total`).
Family gauge(std::string name, std::string help);
Family counter(std::string name, std::string help);

/// Adds a value to a gauge or a counter, and returns the family.
Family& add(Family& family, const Labels& labels, double value);

/// A gauge or counter with one value.
Family with(Family family, double value, const Labels& labels = {});

/// Takes all of `more`, in their order.
void append(Families& families, Families more);

}  // namespace bookrent::metrics
