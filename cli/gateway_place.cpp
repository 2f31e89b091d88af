#include "cli/gateway_place.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "common/link/address.hpp"
#include "common/suite/file_lock.hpp"

namespace bookrent::cli {
namespace {

std::optional<std::string> setting(const std::optional<std::string>& option, const char* variable) {
  if (option) return option;
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>{value};
}

/// Keys are for links over TCP, and TCP asks for keys unless it stays on this machine.
std::expected<GatewayPlace, std::string> elsewhere(const std::optional<std::string>& endpoint,
                                                   const std::optional<std::string>& link_file) {
  GatewayPlace place;
  if (link_file) {
    auto link = link::read_link_file(*link_file);
    if (!link) return std::unexpected(link.error());
    if (!link->context.empty())
      return std::unexpected(fmt::format("{} is for the daemon of {}, not for the command",
                                         *link_file, link->context));
    place.link = *std::move(link);
  }
  place.endpoint = endpoint ? *endpoint : place.link->endpoint;
  if (!link::is_tcp(place.endpoint)) {
    place.link.reset();
    return place;
  }
  const auto address = link::read_address(place.endpoint);
  if (!address) return std::unexpected("the endpoint " + address.error());
  if (!place.link && address->host != link::Address::Host::loopback)
    return std::unexpected(fmt::format(
        "{} is reached with a link only: name its file with --link-file, as `bookrent admin key "
        "link add` on the gateway's machine leaves it",
        place.endpoint));
  return place;
}

}  // namespace

bool is_installed(const suite::Suite& suite) { return suite.run == suite::Suite::installed().run; }

std::optional<std::string> GatewayPlace::not_permitted() const {
  constexpr std::string_view in_files = "ipc://";
  if (!endpoint.starts_with(in_files)) return std::nullopt;
  const auto closed = suite::why_closed(endpoint.substr(in_files.size()));
  if (!closed) return std::nullopt;
  return fmt::format(
      "{}; run this as that user or as root, such as with sudo, or over a link that `bookrent "
      "admin key link add` makes there",
      *closed);
}

bool GatewayPlace::may_be_running() const {
  if (!suite) return true;
  std::error_code error;
  if (is_installed(*suite)) return std::filesystem::exists(suite->run, error);
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

std::string GatewayPlace::what_to_look_at() const {
  if (!suite) return "look on its machine whether it runs, and whether this is its address";
  if (is_installed(*suite))
    return "`systemctl start bookrent.target` starts the suite, `journalctl -u 'bookrent-*'` tells "
           "what is wrong with it";
  if (!may_be_running()) return how_to_start();
  return fmt::format("what is wrong stands in {} or where `bookrent up` runs",
                     (suite->data / "bookrent.log").string());
}

std::string how_to_stop(const suite::Suite& suite) {
  return suite.data == suite::Suite::installed().data ? "systemctl stop bookrent.target"
                                                      : "bookrent down";
}

std::expected<suite::Suite, std::string> own_suite(const GlobalOptions& options) {
  const auto data = setting(options.data, "BOOKRENT_DATA");
  return suite::Suite::at(data ? std::filesystem::path{*data} : suite::default_data_directory());
}

std::expected<GatewayPlace, std::string> find_gateway(const GlobalOptions& options) {
  if (!options.data) {
    const auto endpoint = setting(options.endpoint, "BOOKRENT_ENDPOINT");
    const auto link_file = setting(options.link_file, "BOOKRENT_LINK_FILE");
    if (endpoint || link_file) return elsewhere(endpoint, link_file);
  }
  auto suite = own_suite(options);
  if (!suite) return std::unexpected(suite.error());
  const bool named = setting(options.data, "BOOKRENT_DATA").has_value();
  GatewayPlace own{suite->clients_endpoint(), *suite, {}};
  if (named || own.may_be_running()) return own;
  GatewayPlace installed{
      suite::Suite::installed().clients_endpoint(), suite::Suite::installed(), {}};
  return installed.may_be_running() ? installed : own;
}

std::expected<suite::Suite, std::string> find_suite_here(const GlobalOptions& options) {
  auto place = find_gateway(options);
  if (!place) return std::unexpected(place.error());
  if (!place->suite)
    return std::unexpected("this is done on the gateway's machine; name its suite with --data");
  return *std::move(place->suite);
}

}  // namespace bookrent::cli
