#include "cli/supervisor/supervised_daemon.hpp"

#include <csignal>
#include <utility>

namespace bookrent::cli {

SupervisedDaemon::SupervisedDaemon(Launch launch)
    : launch_(std::move(launch)), name_(launch_.program.filename().string()) {}

std::expected<void, std::string> SupervisedDaemon::start() {
  due_.reset();
  const auto pid = spawn(launch_);
  if (!pid) return std::unexpected(pid.error());
  pid_ = *pid;
  return {};
}

void SupervisedDaemon::heard(const Notification& notification, TimePoint now) {
  if (notification.ready && !ready()) ready_since_ = now;
  if (notification.status) status_ = *notification.status;
}

std::chrono::milliseconds SupervisedDaemon::ended(TimePoint now) {
  using std::chrono::milliseconds;
  const auto healthy_for = now - ready_since_.value_or(now);
  const auto delay = policy_.delay_after(std::chrono::duration_cast<milliseconds>(healthy_for));
  pid_ = 0;
  status_.clear();
  ready_since_.reset();
  due_ = now + delay;
  return delay;
}

void SupervisedDaemon::signal(int number) const {
  if (running()) ::kill(pid_, number);
}

}  // namespace bookrent::cli
