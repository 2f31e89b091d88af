#pragma once
// Where the gateway listens over TCP, by its settings.
#include <string>

#include "common/bus/socket.hpp"
#include "common/settings/settings.hpp"
#include "common/suite/suite.hpp"

namespace bookrent::gateway {

struct Listening {
  std::string clients;  // an endpoint; empty: nowhere
  std::string workers;
  std::string secret_key;  // empty: clients need no key
};

/// Throws settings::BadSetting where anybody could come in, or nobody.
Listening listening_of(const settings::Settings& settings, const suite::Suite& suite);

/// After the socket for admission is bound. Throws std::runtime_error where an address cannot be
/// had.
void listen(const Listening& listening, bus::Socket& clients, bus::Socket& workers);

}  // namespace bookrent::gateway
