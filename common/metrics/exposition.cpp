#include "common/metrics/exposition.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>

namespace bookrent::metrics {
namespace {

prometheus::ClientMetric labelled(const prometheus::ClientMetric& metric, const Labels& labels) {
  prometheus::ClientMetric made = metric;
  made.label.clear();
  for (const auto& [name, value] : labels) made.label.push_back({name, value});
  for (const auto& label : metric.label)
    if (std::ranges::count(labels, label.name, &Labels::value_type::first) == 0)
      made.label.push_back(label);
  return made;
}

}  // namespace

void Exposition::add(const Families& families, const Labels& labels) {
  for (const Family& family : families) {
    const auto [found, fresh] = families_.try_emplace(family.name);
    Family& merged = found->second;
    if (fresh) {
      merged.name = family.name;
      merged.help = family.help;
      merged.type = family.type;
    }
    if (merged.type != family.type) continue;
    for (const auto& metric : family.metric) merged.metric.push_back(labelled(metric, labels));
  }
}

std::string Exposition::text() const {
  Families families;
  for (const auto& [name, family] : families_) families.push_back(family);
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace bookrent::metrics
