#pragma once
// The composition that all contexts share: settings → database → service → turn → loop.
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "common/clock/clock.hpp"
#include "common/random/random.hpp"
#include "common/settings/settings.hpp"
#include "common/store/store.hpp"
#include "common/suite/suite.hpp"
#include "common/turn/service.hpp"

namespace bookrent::daemon {

/// The ports of a context's service. All outlive it.
struct Ports {
  store::Store& store;
  const settings::Settings& settings;
  const clock::Clock& clock;
  random::Random& random;
  const suite::Suite& suite;
};

struct Context {
  std::string name;  // as announced; the database is <data>/<name>.db
  store::Schema schema;
  std::span<const settings::Setting> settings;
  /// Throws settings::BadSetting for a setting that the service cannot work with.
  std::function<void(const settings::Settings&)> try_settings;
  /// Makes the service; throws settings::BadSetting for one that it cannot work with.
  std::function<std::unique_ptr<turn::Service>(const Ports&)> make_service;
};

/// The exit status of a daemon whose database cannot be opened.
int status_of(store::OpenProblem problem);

/// The whole life of a context's daemon; returns its exit status.
int run_context(int argc, char** argv, const Context& context);

}  // namespace bookrent::daemon
