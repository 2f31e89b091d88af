#include "daemons/gateway/listening.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "common/link/address.hpp"
#include "common/link/desk.hpp"
#include "common/log/log.hpp"
#include "daemons/gateway/admission.hpp"

namespace bookrent::gateway {
namespace {

constexpr const char* section = "gateway";

struct Place {
  std::string endpoint;
  bool is_loopback = false;
};

Place place_of(const settings::Settings& settings, const char* key) {
  const std::string& text = settings.text(section, key);
  if (text.empty()) return {};
  const auto address = link::read_listen_address(text);
  if (!address) throw settings.bad(section, key, address.error());
  return {address->endpoint, address->host == link::Address::Host::loopback};
}

std::string secret_key(const settings::Settings& settings, const suite::Suite& suite,
                       const char* key) {
  std::error_code error;
  if (!std::filesystem::exists(suite.gateway_key(), error))
    throw settings.bad(section, key,
                       "needs keys: without them anybody could connect; `bookrent admin key link "
                       "add NAME` makes a link and the gateway's own key");
  auto keys = link::read_gateway_keys(suite);
  if (!keys) throw settings.bad(section, key, "cannot be had: " + keys.error());
  return std::move(keys->secret_key);
}

template <class Bind>
void listen_at(const std::string& endpoint, const char* whom, Bind bind) try {
  if (endpoint.empty()) return;
  bind();
  log::info("listening over TCP", {{"for", whom}, {"at", endpoint}});
} catch (const zmq::error_t& failure) {
  throw std::runtime_error(fmt::format("cannot listen at {}: {}", endpoint, failure.what()));
}

}  // namespace

Listening listening_of(const settings::Settings& settings, const suite::Suite& suite) {
  const Place clients = place_of(settings, "listen");
  const Place workers = place_of(settings, "listen_workers");
  const bool plain = settings.flag(section, "insecure_loopback");
  if (plain && !clients.endpoint.empty() && !clients.is_loopback)
    throw settings.bad(section, "insecure_loopback",
                       "is for a loopback address such as tcp://127.0.0.1:7700 only, and "
                       "gateway.listen is " +
                           clients.endpoint);
  if (plain && !workers.endpoint.empty())
    throw settings.bad(section, "insecure_loopback",
                       "is for clients only: whoever could connect to gateway.listen_workers "
                       "could pass for any daemon");
  Listening listening{clients.endpoint, workers.endpoint, {}};
  if (plain) return listening;
  if (!workers.endpoint.empty())
    listening.secret_key = secret_key(settings, suite, "listen_workers");
  if (!clients.endpoint.empty()) listening.secret_key = secret_key(settings, suite, "listen");
  return listening;
}

void listen(const Listening& listening, bus::Socket& clients, bus::Socket& workers) {
  const std::string& key = listening.secret_key;
  listen_at(listening.clients, "clients", [&] {
    if (key.empty()) return clients.bind(listening.clients);
    clients.bind(listening.clients, key, clients_domain);
  });
  listen_at(listening.workers, "workers",
            [&] { workers.bind(listening.workers, key, workers_domain); });
}

}  // namespace bookrent::gateway
