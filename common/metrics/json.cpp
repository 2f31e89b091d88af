#include "common/metrics/json.hpp"

#include <prometheus/check_names.h>

#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <ranges>
#include <stdexcept>
#include <string_view>

namespace bookrent::metrics {
namespace {

using Json = nlohmann::ordered_json;
using prometheus::ClientMetric;
using prometheus::MetricType;

constexpr std::array<std::pair<MetricType, std::string_view>, 3> types = {{
    {MetricType::Counter, "counter"},
    {MetricType::Gauge, "gauge"},
    {MetricType::Histogram, "histogram"},
}};

struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void demand(bool holds, const char* what) {
  if (!holds) throw Unreadable(what);
}

std::string_view word(MetricType type) {
  for (const auto& [one, word] : types)
    if (one == type) return word;
  throw std::logic_error("a type of metric that is not sent");
}

MetricType type_of(const std::string& text) {
  for (const auto& [type, word] : types)
    if (word == text) return type;
  throw Unreadable("an unknown type of metric");
}

/// The last bucket's bound is infinite, which JSON cannot say: its count is the count of all.
Json json_of(const ClientMetric::Histogram& histogram) {
  Json buckets = Json::array();
  for (const auto& bucket : histogram.bucket)
    if (bucket.upper_bound < std::numeric_limits<double>::infinity())
      buckets.push_back({bucket.upper_bound, bucket.cumulative_count});
  return {{"count", histogram.sample_count}, {"sum", histogram.sample_sum}, {"buckets", buckets}};
}

Json json_of(const ClientMetric& metric, MetricType type) {
  Json labels = Json::object();
  for (const auto& label : metric.label) labels[label.name] = label.value;
  Json json{{"labels", std::move(labels)}};
  if (type == MetricType::Histogram)
    json.update(json_of(metric.histogram));
  else
    json["value"] = type == MetricType::Counter ? metric.counter.value : metric.gauge.value;
  return json;
}

ClientMetric::Histogram histogram_of(const Json& json) {
  const Json& buckets = json.at("buckets");
  demand(buckets.is_array() && buckets.size() <= buckets_max, "too many buckets");
  ClientMetric::Histogram histogram{
      json.at("count").get<std::uint64_t>(), json.at("sum").get<double>(), {}};
  for (const Json& bucket : buckets)
    histogram.bucket.push_back({bucket.at(1).get<std::uint64_t>(), bucket.at(0).get<double>()});
  histogram.bucket.push_back({histogram.sample_count, std::numeric_limits<double>::infinity()});
  return histogram;
}

ClientMetric metric_of(const Json& json, MetricType type) {
  const Json& labels = json.at("labels");
  demand(labels.is_object() && labels.size() <= labels_max, "too many labels");
  ClientMetric metric;
  for (const auto& [name, value] : labels.items()) {
    demand(prometheus::CheckLabelName(name), "a bad name of a label");
    metric.label.push_back({name, value.get<std::string>()});
  }
  if (type == MetricType::Histogram)
    metric.histogram = histogram_of(json);
  else
    metric.counter.value = metric.gauge.value = json.at("value").get<double>();
  return metric;
}

Family family_of(const Json& json) {
  Family family;
  family.name = json.at("name").get<std::string>();
  family.help = json.at("help").get<std::string>();
  family.type = type_of(json.at("type").get<std::string>());
  demand(prometheus::CheckMetricName(family.name), "a bad name of a metric");
  demand(family.help.find_first_of("\n\r\\") == std::string::npos, "help of more than a line");
  const Json& values = json.at("values");
  demand(values.is_array() && values.size() <= values_max, "too many values");
  for (const Json& value : values) family.metric.push_back(metric_of(value, family.type));
  return family;
}

}  // namespace

Json json_of(const Families& families) {
  Json json = Json::array();
  for (const Family& family : families) {
    Json values = Json::array();
    for (const ClientMetric& metric : family.metric) values.push_back(json_of(metric, family.type));
    json.push_back({{"name", family.name},
                    {"help", family.help},
                    {"type", word(family.type)},
                    {"values", std::move(values)}});
  }
  return json;
}

std::expected<Families, std::string> families_of(const Json& json) try {
  demand(json.is_array() && json.size() <= families_max, "too many families");
  Families families;
  for (const Json& family : json) families.push_back(family_of(family));
  return families;
} catch (const Unreadable& wrong) {
  return std::unexpected(wrong.what());
} catch (const Json::exception& wrong) {
  return std::unexpected(wrong.what());
}

}  // namespace bookrent::metrics
