#include "tests/bench/load/catch_up.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <thread>

#include "cli/commands/readers.hpp"

namespace bookrent::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds between_looks{10};

bool nobody_is_behind(const std::vector<cli::ReaderState>& states) {
  return std::ranges::none_of(cli::events_behind(states),
                              [](const auto& entry) { return entry.second > 0; });
}

std::map<std::string, std::int64_t> heads_of(const std::vector<cli::ReaderState>& states) {
  std::map<std::string, std::int64_t> heads;
  for (const cli::ReaderState& state : states) heads[state.context] = state.head;
  return heads;
}

}  // namespace

std::expected<std::optional<Clock::time_point>, cli::ExitStatus> caught_up(
    cli::Session& session, std::chrono::milliseconds patience) {
  const Clock::time_point end = Clock::now() + patience;
  std::optional<Clock::time_point> since;
  std::map<std::string, std::int64_t> heads;
  while (true) {
    const auto states = cli::reader_states(session);
    if (!states) return std::unexpected(states.error());
    const auto now = Clock::now();
    const bool all_read = nobody_is_behind(*states);
    if (all_read && since && heads_of(*states) == heads) return since;
    since = all_read ? std::optional{now} : std::nullopt;
    heads = heads_of(*states);
    if (now >= end) return std::nullopt;
    std::this_thread::sleep_for(between_looks);
  }
}

}  // namespace bookrent::bench
