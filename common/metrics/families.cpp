#include "common/metrics/families.hpp"

#include <iterator>

namespace bookrent::metrics {
namespace {

Family family(std::string name, std::string help, prometheus::MetricType type) {
  Family made;
  made.name = std::move(name);
  made.help = std::move(help);
  made.type = type;
  return made;
}

}  // namespace

Family gauge(std::string name, std::string help) {
  return family(std::move(name), std::move(help), prometheus::MetricType::Gauge);
}

Family counter(std::string name, std::string help) {
  return family(std::move(name), std::move(help), prometheus::MetricType::Counter);
}

Family& add(Family& family, const Labels& labels, double value) {
  prometheus::ClientMetric metric;
  for (const auto& [name, text] : labels) metric.label.push_back({name, text});
  metric.gauge.value = value;
  metric.counter.value = value;
  family.metric.push_back(std::move(metric));
  return family;
}

Family with(Family family, double value, const Labels& labels) {
  add(family, labels, value);
  return family;
}

void append(Families& families, Families more) {
  families.insert(families.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

}  // namespace bookrent::metrics
