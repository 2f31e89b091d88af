#include "cli/gateway_place.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "common/suite/file_lock.hpp"

namespace bookrent::cli {
namespace {

std::optional<std::string> setting(const std::optional<std::string>& option, const char* variable) {
  if (option) return option;
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>{value};
}

bool is_installed(const suite::Suite& suite) { return suite.run == suite::Suite::installed().run; }

}  // namespace

bool GatewayPlace::may_be_running() const {
  if (!suite) return true;
  if (is_installed(*suite)) return std::filesystem::exists(suite->run);
  return suite::lock_holder(suite->gateway_lock()) || suite::lock_holder(suite->supervisor_lock());
}

std::string GatewayPlace::how_to_start() const {
  if (!suite) return fmt::format("no gateway answers at {}", endpoint);
  if (is_installed(*suite))
    return "bookrent is not running; start it with `systemctl start bookrent.target`";
  return fmt::format("bookrent is not running in {}; start it with `bookrent up --detach`{}",
                     suite->data.string(),
                     suite->data == suite::default_data_directory() ? "" : " and the same --data");
}

std::expected<suite::Suite, std::string> own_suite(const GlobalOptions& options) {
  const auto data = setting(options.data, "BOOKRENT_DATA");
  return suite::Suite::at(data ? std::filesystem::path{*data} : suite::default_data_directory());
}

std::expected<GatewayPlace, std::string> find_gateway(const GlobalOptions& options) {
  const auto endpoint =
      options.data ? std::nullopt : setting(options.endpoint, "BOOKRENT_ENDPOINT");
  if (endpoint) return GatewayPlace{*endpoint, std::nullopt};
  auto suite = own_suite(options);
  if (!suite) return std::unexpected(suite.error());
  const bool named = setting(options.data, "BOOKRENT_DATA").has_value();
  GatewayPlace own{suite->clients_endpoint(), *suite};
  if (named || own.may_be_running()) return own;
  GatewayPlace installed{suite::Suite::installed().clients_endpoint(), suite::Suite::installed()};
  return installed.may_be_running() ? installed : own;
}

}  // namespace bookrent::cli
