#include "tests/bench/load/timer.hpp"

#include <sys/timerfd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace bookrent::bench {
namespace {

[[noreturn]] void fail() { throw std::system_error(errno, std::generic_category(), "timerfd"); }

}  // namespace

Timer::Timer() : file_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  if (!file_) fail();
}

void Timer::set(std::chrono::steady_clock::time_point moment) {
  constexpr std::int64_t second = 1'000'000'000;
  // Zero would disarm it.
  const std::int64_t time =
      std::max<std::int64_t>(1, std::chrono::nanoseconds{moment.time_since_epoch()}.count());
  itimerspec when{};
  when.it_value = {time / second, time % second};
  if (::timerfd_settime(file_.get(), TFD_TIMER_ABSTIME, &when, nullptr) != 0) fail();
}

}  // namespace bookrent::bench
