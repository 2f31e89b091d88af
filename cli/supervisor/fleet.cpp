#include "cli/supervisor/fleet.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bookrent::cli {

SupervisedDaemon* Fleet::find(pid_t pid) {
  const auto found = std::ranges::find_if(daemons_, [pid](const SupervisedDaemon& daemon) {
    return daemon.running() && daemon.pid() == pid;
  });
  return found == daemons_.end() ? nullptr : &*found;
}

bool Fleet::all_ready() const { return std::ranges::all_of(daemons_, &SupervisedDaemon::ready); }

std::string Fleet::unready() const {
  std::vector<std::string> names;
  for (const auto& daemon : daemons_) {
    if (daemon.ready()) continue;
    names.push_back(daemon.status().empty()
                        ? daemon.name()
                        : fmt::format("{} ({})", daemon.name(), daemon.status()));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::optional<SupervisedDaemon::TimePoint> Fleet::next_due() const {
  std::optional<SupervisedDaemon::TimePoint> next;
  for (const auto& daemon : daemons_) {
    if (const auto due = daemon.due()) next = std::min(*due, next.value_or(*due));
  }
  return next;
}

}  // namespace bookrent::cli
