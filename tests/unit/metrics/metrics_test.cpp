#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "common/metrics/exposition.hpp"
#include "common/metrics/json.hpp"

namespace bookrent::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::ordered_json;

Family histogram() {
  Family family;
  family.name = "bookrent_wait_seconds";
  family.help = "How long.";
  family.type = prometheus::MetricType::Histogram;
  prometheus::ClientMetric metric;
  metric.label = {{"operation", "rent"}};
  metric.histogram = {3, 0.75, {{1, 0.1}, {2, 0.5}}};
  metric.histogram.bucket.push_back({3, std::numeric_limits<double>::infinity()});
  family.metric.push_back(metric);
  return family;
}

std::string text_of(const Families& families, const Labels& labels = {}) {
  Exposition exposition;
  exposition.add(families, labels);
  return exposition.text();
}

TEST(Metrics, come_out_of_json_as_they_went_in) {
  const Families families = {with(gauge("bookrent_size_bytes", "Size."), 12.5),
                             with(counter("bookrent_rents_total", "Rents."), 7, {{"who", "a"}}),
                             histogram()};
  const auto read = families_of(json_of(families));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(text_of(*read), text_of(families));
}

TEST(Metrics, a_histogram_ends_with_all_that_there_are) {
  const auto read = families_of(Json::parse(json_of({histogram()}).dump()));
  ASSERT_TRUE(read) << read.error();
  EXPECT_THAT(text_of(*read),
              HasSubstr("bookrent_wait_seconds_bucket{operation=\"rent\",le=\"+Inf\"} 3\n"));
}

TEST(Metrics, values_of_many_daemons_stand_in_one_family) {
  Exposition exposition;
  exposition.add({with(gauge("bookrent_up", "Up."), 1)}, {{"context", "rental"}});
  exposition.add({with(gauge("bookrent_up", "Up."), 0)}, {{"context", "view"}});
  EXPECT_EQ(exposition.text(),
            "# HELP bookrent_up Up.\n# TYPE bookrent_up gauge\n"
            "bookrent_up{context=\"rental\"} 1\nbookrent_up{context=\"view\"} 0\n");
}

TEST(Metrics, a_daemon_cannot_speak_for_another) {
  EXPECT_THAT(text_of({with(gauge("bookrent_up", "Up."), 1, {{"context", "rental"}})},
                      {{"context", "view"}}),
              HasSubstr("bookrent_up{context=\"view\"} 1\n"));
}

TEST(Metrics, a_name_has_one_type) {
  Exposition exposition;
  exposition.add({with(gauge("bookrent_up", "Up."), 1)}, {});
  exposition.add({with(counter("bookrent_up", "Up."), 5)}, {});
  EXPECT_THAT(exposition.text(), Not(HasSubstr("5")));
}

TEST(Metrics, labels_are_escaped) {
  EXPECT_THAT(text_of({with(gauge("bookrent_up", "Up."), 1, {{"what", "a\"b\\c\nd"}})}),
              HasSubstr(R"(what="a\"b\\c\nd")"));
}

struct BadMetrics : testing::TestWithParam<const char*> {};

TEST_P(BadMetrics, are_refused) {
  Json json = json_of({with(gauge("bookrent_up", "Up."), 1, {{"what", "a"}}), histogram()});
  const Json patch = Json::parse(GetParam());
  EXPECT_FALSE(families_of(json.patch(patch))) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Metrics, BadMetrics,
    testing::Values(R"([{"op":"replace","path":"/0/name","value":"two words"}])",
                    R"([{"op":"replace","path":"/0/name","value":"a\nb 1"}])",
                    R"([{"op":"replace","path":"/0/help","value":"one\ntwo 1"}])",
                    R"([{"op":"replace","path":"/0/help","value":7}])",
                    R"([{"op":"replace","path":"/0/type","value":"summary"}])",
                    R"([{"op":"remove","path":"/0/values"}])",
                    R"([{"op":"replace","path":"/0/values/0/value","value":"1"}])",
                    R"([{"op":"add","path":"/0/values/0/labels/a-b","value":"c"}])",
                    R"([{"op":"replace","path":"/0/values/0/labels/what","value":1}])",
                    R"([{"op":"replace","path":"/0/values/0/labels","value":[]}])",
                    R"([{"op":"replace","path":"/1/values/0/buckets/0","value":[]}])",
                    R"([{"op":"replace","path":"/1/values/0/buckets","value":3}])"));

TEST(Metrics, more_than_their_limit_are_refused) {
  Families families(families_max + 1, with(gauge("bookrent_up", "Up."), 1));
  EXPECT_FALSE(families_of(json_of(families)));
  Family large = gauge("bookrent_up", "Up.");
  for (std::size_t n = 0; n <= values_max; ++n) add(large, {}, 1);
  EXPECT_FALSE(families_of(json_of({large})));
}

}  // namespace
}  // namespace bookrent::metrics
