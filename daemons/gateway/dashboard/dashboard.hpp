#pragma once
// What the page of the gateway shows, as one JSON document.
#include <string>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/metrics/families.hpp"
#include "daemons/gateway/dashboard/history.hpp"

namespace bookrent::gateway {

/// From good to bad.
enum class Health {
  well,
  warned,   // it serves, and has something to say
  silent,   // it has not answered the last question yet
  unready,  // it is there and does not serve as it should
  gone,
};

struct ShownDaemon {
  std::string context;
  Health health = Health::well;
  clock::Milliseconds silent{0};  // how long it has been so
  std::vector<std::string> problems = {};
  std::vector<std::string> warnings = {};
  const metrics::Families* families = nullptr;  // borrowed; null where none is known
};

/// Of all readers of those that are there.
Lag worst_lag(const std::vector<ShownDaemon>& daemons);

/// `own` are the gateway's figures.
std::string page_figures(const std::vector<ShownDaemon>& daemons, const metrics::Families& own,
                         const History& history);

}  // namespace bookrent::gateway
