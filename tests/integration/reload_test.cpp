// bookrent.toml(5) says of each setting whether it may change while the suite runs; here that is
// held against what the contexts take over.
#include <gtest/gtest.h>

#include <map>

#include "common/contract/settings.hpp"
#include "daemons/gateway/limits_of.hpp"
#include "daemons/payment/adapters/providers.hpp"
#include "tests/support/contexts.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent {
namespace {

settings::Settings defaults() {
  return settings::Settings::load("", contract::all_settings(), {}).value();
}

/// Those of `section` that may change and were not asked for.
std::vector<std::string_view> left_as_they_were(std::string_view section,
                                                const settings::Settings& settings) {
  std::vector<std::string_view> left;
  for (const settings::Setting& one : contract::all_settings())
    if (one.section == section && one.change == settings::Change::reload &&
        !settings.was_asked(section, one.key))
      left.push_back(one.key);
  return left;
}

TEST(Reload, takes_over_every_setting_of_a_context_that_may_change) {
  const std::map<std::string, std::vector<std::string_view>> sections{
      {"user", {"login"}},
      {"book", {"book"}},
      {"rental", {"rental"}},
      {"payment", {"payment", "sandbox"}}};
  const support::ScratchDirectory scratch;
  const support::FakeClock clock;
  support::SeededRandom random;
  for (const auto& [context, own] : sections) {
    const auto store = store::Store::open(scratch.path() / context, support::schema_of(context));
    const auto service = support::make_service(
        context, **store, defaults(), {random, payment::make_provider(defaults(), clock, random)});
    const settings::Settings next = defaults();
    service->adopt(next);
    for (const auto section : own)
      EXPECT_EQ(left_as_they_were(section, next), std::vector<std::string_view>{}) << section;
  }
}

TEST(Reload, takes_over_every_setting_of_the_gateway_that_may_change) {
  const settings::Settings next = defaults();
  gateway::limits_of(next);
  EXPECT_EQ(left_as_they_were("gateway", next), std::vector<std::string_view>{});
}

}  // namespace
}  // namespace bookrent
