#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands/commands.hpp"
#include "cli/render/table.hpp"
#include "common/contract/settings.hpp"

namespace bookrent::cli {
namespace {

std::string json_of(const std::string& name, const settings::Origin& origin) {
  nlohmann::ordered_json json{{"setting", name}};
  std::visit([&](const auto& value) { json["value"] = value; }, origin.value);
  json["from"] = origin.from;
  return json.dump();
}

}  // namespace

/// In the order of the table, as bookrent.toml(5) has them.
int run(const ShowSettings&, Session& session) {
  const auto suite = find_suite_here(session.options());
  if (!suite) return session.fail(bad_configuration, suite.error());
  const auto settings = settings::Settings::load(suite->settings, contract::all_settings(),
                                                 settings::process_environment());
  if (!settings) return refuse_settings(settings.error(), session);
  Table table({{"SETTING"}, {"VALUE"}, {"FROM"}});
  for (const settings::Setting& setting : contract::all_settings()) {
    const std::string name = fmt::format("{}.{}", setting.section, setting.key);
    const settings::Origin& origin = settings->all().at(name);
    if (session.options().json) session.print(json_of(name, origin));
    table.add({name, settings::toml(origin.value), origin.from});
  }
  if (!session.options().json && !session.options().quiet)
    fmt::print("{}", table.render(session.out()));
  return done;
}

}  // namespace bookrent::cli
