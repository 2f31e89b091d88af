#pragma once
// How far long work has come, on a terminal.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// How far some long work has come.
struct ProgressState {
  std::string label;  // printable
  std::uint64_t done = 0;
  std::optional<std::uint64_t> total;  // nothing: not known
  std::chrono::nanoseconds elapsed{0};
};

/// `importing   42%  [########------------]  4,200/10,000  1,234/s  0:04 left`, or without a total
/// `importing  4,200  1,234/s`. Less than `columns` wide, so that no terminal wraps it: the bar
/// goes first, then the end of the line. The rate is the mean of all the time so far.
std::string progress_line(const ProgressState& state, int columns);

/// One line on a terminal that is written over in place and erased at the end; on anything else,
/// silence.
class StatusLine {
 public:
  /// Writes to `fd`, which stays the caller's.
  explicit StatusLine(int fd);
  ~StatusLine();
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  bool on_terminal() const { return on_terminal_; }
  /// How wide the terminal is now: people resize their windows.
  int columns() const;
  /// Shows `line`, which is printable, in the place of what was shown; what does not fit is cut.
  void show(const std::string& line);
  /// Clears the line, for a message to take its place.
  void hide();

 private:
  void draw(const std::string& line);

  int fd_;
  bool on_terminal_;
  int drawn_columns_ = 0;
};

/// A progress line on a terminal, redrawn in place at most ten times a second and erased at the
/// end; on anything else, silence. Work that is over within the first tenth of a second shows
/// nothing. The caller tells the time.
class Progress {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// Writes to `fd`, which stays the caller's; -1 is silence. `label` may be anything: it is made
  /// printable.
  Progress(int fd, std::string_view label, std::optional<std::uint64_t> total, TimePoint started);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() = default;

  /// `done` so far, out of `total`.
  void update(std::uint64_t done, TimePoint now);

  /// Clears the line, for a message to take its place; the next update that is due draws it anew.
  void hide() { line_.hide(); }

 private:
  StatusLine line_;
  ProgressState state_;
  TimePoint started_;
  TimePoint drawn_;
};

}  // namespace bookrent::cli
