#include "cli/render/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "cli/render/terminal.hpp"
#include "cli/render/text.hpp"
#include "common/contract/money.hpp"

namespace bookrent::cli {
namespace {

using std::chrono::milliseconds;
using Seconds = std::chrono::duration<double>;

constexpr milliseconds redraw_pause{100};
constexpr int bar_columns_max = 20;
constexpr int bar_columns_min = 10;
constexpr double eta_seconds_max = 100.0 * 3600.0;
constexpr std::string_view gap = "  ";

double percent_done(const ProgressState& state) {
  if (*state.total == 0) return 100;
  const auto done = static_cast<double>(std::min(state.done, *state.total));
  return done * 100 / static_cast<double>(*state.total);
}

std::string rate(const ProgressState& state) {
  const double seconds = Seconds(state.elapsed).count();
  if (seconds <= 0) return {};
  const double per_second = static_cast<double>(state.done) / seconds;
  if (per_second < 10) return fmt::format("{}{:.1f}/s", gap, per_second);
  return fmt::format("{}{}/s", gap, contract::grouped(static_cast<std::uint64_t>(per_second)));
}

std::string time_left(const ProgressState& state) {
  if (state.done == 0) return {};
  const double percent = percent_done(state);
  const double left = Seconds(state.elapsed).count() * (100 - percent) / percent;
  if (left >= eta_seconds_max) return {};
  const auto seconds = static_cast<std::uint64_t>(std::llround(left));
  const std::uint64_t hours = seconds / 3600;
  const std::uint64_t minutes = seconds / 60 % 60;
  if (hours > 0) return fmt::format("{}{}:{:02}:{:02} left", gap, hours, minutes, seconds % 60);
  return fmt::format("{}{}:{:02} left", gap, minutes, seconds % 60);
}

// With the gap before it; empty where it would be too short to tell anything.
std::string bar(double percent, int columns) {
  const int inner = std::min(bar_columns_max, columns - static_cast<int>(gap.size()) - 2);
  if (inner < bar_columns_min) return {};
  const auto length = static_cast<std::size_t>(inner);
  const auto filled = static_cast<std::size_t>(percent * inner / 100);
  return fmt::format("{}[{}{}]", gap, std::string(filled, '#'), std::string(length - filled, '-'));
}

}  // namespace

std::string progress_line(const ProgressState& state, int columns) {
  const int available = columns - 1;
  if (!state.total) {
    return clip(
        fmt::format("{}{}{}{}", state.label, gap, contract::grouped(state.done), rate(state)),
        available);
  }
  const double percent = percent_done(state);
  const std::string before = fmt::format("{}{}{:3}%", state.label, gap, static_cast<int>(percent));
  const std::string after =
      fmt::format("{}{}/{}{}{}", gap, contract::grouped(state.done),
                  contract::grouped(*state.total), rate(state), time_left(state));
  const int spare = available - text_width(before) - text_width(after);
  return clip(before + bar(percent, spare) + after, available);
}

StatusLine::StatusLine(int fd) : fd_(fd), on_terminal_(isatty(fd) != 0) {}

StatusLine::~StatusLine() { hide(); }

int StatusLine::columns() const { return terminal_traits(fd_).columns.value_or(0); }

void StatusLine::show(const std::string& line) {
  if (on_terminal_) draw(clip(line, columns() - 1));
}

void StatusLine::hide() {
  if (drawn_columns_ > 0) draw("");
}

// With blanks and carriage returns only: they work on every terminal, even a dumb one.
void StatusLine::draw(const std::string& line) {
  const int columns = text_width(line);
  const int leftover = std::max(0, drawn_columns_ - columns);
  const std::string text = "\r" + line + std::string(static_cast<std::size_t>(leftover), ' ') +
                           (line.empty() ? "\r" : "");
  // A line that cannot be shown is no reason to stop the work.
  [[maybe_unused]] const ssize_t written = ::write(fd_, text.data(), text.size());
  drawn_columns_ = columns;
}

Progress::Progress(int fd, std::string_view label, std::optional<std::uint64_t> total,
                   TimePoint started)
    : line_(fd),
      state_{.label = printable(label), .done = 0, .total = total, .elapsed = {}},
      started_(started),
      drawn_(started) {}

void Progress::update(std::uint64_t done, TimePoint now) {
  if (!line_.on_terminal() || now - drawn_ < redraw_pause) return;
  drawn_ = now;
  state_.done = done;
  state_.elapsed = now - started_;
  line_.show(progress_line(state_, line_.columns()));
}

}  // namespace bookrent::cli
