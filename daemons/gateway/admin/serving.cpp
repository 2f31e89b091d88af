#include "daemons/gateway/admin/serving.hpp"

#include <fmt/format.h>

#include <system_error>

#include "common/log/log.hpp"

namespace bookrent::gateway {

namespace {

std::string text_of(const settings::Settings& settings, bool installed) {
  std::string text = settings.text("gateway", "admin");
  if (text == "auto") text = installed ? admin_standard : "";
  return text;
}

}  // namespace

std::optional<AdminAddress> admin_address_of(const settings::Settings& settings, bool installed) {
  const std::string text = text_of(settings, installed);
  if (text.empty()) return std::nullopt;
  auto address = read_admin_address(text);
  if (!address) throw settings.bad("gateway", "admin", address.error());
  return *std::move(address);
}

std::unique_ptr<HttpServer> serve_admin(const settings::Settings& settings, bool installed,
                                        const Board& board, const clock::Clock& clock) {
  const auto address = admin_address_of(settings, installed);
  if (!address) return nullptr;
  const std::string text = text_of(settings, installed);
  try {
    auto server = std::make_unique<HttpServer>(*address, board, clock);
    log::info("answering HTTP", {{"at", text}, {"port", std::int64_t{server->port()}}});
    if (!address->loopback)
      log::warn(settings.bad("gateway", "admin", seen_from_elsewhere).what(), {{"at", text}});
    return server;
  } catch (const std::system_error& failure) {
    // Whoever takes the port of a page that nobody has asked for stops nothing else.
    if (settings.text("gateway", "admin") == "auto") {
      log::error("no page and no metrics: their address cannot be had",
                 {{"at", text}, {"why", failure.code().message()}});
      return nullptr;
    }
    throw settings.bad("gateway", "admin",
                       fmt::format("is {}, which cannot be had: {}; name another address, or "
                                   "\"\" for none",
                                   text, failure.code().message()));
  }
}

}  // namespace bookrent::gateway
