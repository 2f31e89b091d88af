#include "common/daemon/reload.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <fstream>
#include <ranges>
#include <system_error>

#include "common/daemon/exit_status.hpp"
#include "common/log/log.hpp"

namespace bookrent::daemon {
namespace {

constexpr int taken_signal = SIGUSR1;
constexpr int refused_signal = SIGUSR2;
constexpr int asked_max = 10;  // times, one a second

/// As the kernel knows a program: its name, cut off.
std::string program_of(const std::string& process) {
  std::string name;
  std::getline(std::ifstream("/proc/" + process + "/comm"), name);
  return name;
}

/// The signal with which `daemon` answers, or nothing within a second.
std::optional<int> answer_of(pid_t daemon, const sigset_t& answers) {
  const timespec second{1, 0};
  siginfo_t info{};
  const int signal = ::sigtimedwait(&answers, &info, &second);
  return signal > 0 && info.si_pid == daemon ? std::optional{signal} : std::nullopt;
}

}  // namespace

std::expected<void, std::string> Reload::operator()() {
  auto taken = take();
  if (taken) {
    log::info("the settings were read anew");
    return taken;
  }
  for (const auto line : std::views::split(taken.error(), '\n'))
    log::error(std::string_view{line.begin(), line.end()});
  log::error("the settings were not read anew: all stay as they were");
  return std::unexpected(taken.error().substr(0, taken.error().find('\n')));
}

std::expected<void, std::string> Reload::take() try {
  const auto next = start_.read_settings();
  if (!next) return std::unexpected(next.error());
  const std::string fixed = start_.settings.needs_restart(*next, start_.table);
  if (!fixed.empty()) return std::unexpected(fixed);
  adopt_(*next);
  start_.settings.take_over(*next);
  start_log(start_.name, start_.settings);
  return {};
} catch (const settings::BadSetting& bad) {
  return std::unexpected(bad.what());
}

int ask_to_reload(const std::string& program, pid_t daemon) {
  if (program_of(std::to_string(daemon)) != program_of("self"))
    return refuse(program, fmt::format("process {} is no {}", daemon, program), unavailable);
  sigset_t answers;
  ::sigemptyset(&answers);
  for (const int one : {taken_signal, refused_signal}) ::sigaddset(&answers, one);
  ::sigprocmask(SIG_BLOCK, &answers, nullptr);
  // Signals that wait for the daemon at the same time become one, so it is asked again.
  for (int asked = 0; asked < asked_max; ++asked) {
    if (::sigqueue(daemon, SIGHUP, {}) != 0)
      return refuse(program,
                    fmt::format("process {} cannot be asked: {}", daemon,
                                std::generic_category().message(errno)),
                    unavailable);
    const auto answer = answer_of(daemon, answers);
    if (answer == taken_signal) return done;
    if (answer == refused_signal)
      return refuse(program, "the settings were not taken; the daemon's log says why",
                    configuration);
  }
  return refuse(program, fmt::format("process {} does not answer", daemon), unavailable);
}

void answer_reload(std::span<const pid_t> askers, bool taken) {
  for (const pid_t asker : askers) ::kill(asker, taken ? taken_signal : refused_signal);
}

}  // namespace bookrent::daemon
