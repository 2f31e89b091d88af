#pragma once
// The whole terminal, for what is drawn again and again until somebody leaves it.
#include <chrono>
#include <string>

namespace bookrent::cli {

class Screen {
 public:
  /// Takes the terminal that standard input and output are. The signals that end a program give it
  /// back as it was. One at a time.
  Screen();
  /// Gives it back.
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Shows `lines`, each ended by a newline, in the place of what was shown; what does not fit is
  /// not shown.
  void show(const std::string& lines);
  /// True as soon as somebody has pressed q, false when `time` has passed or the terminal has
  /// another size.
  bool is_left_within(std::chrono::milliseconds time);
};

/// Whether there is a terminal to take.
bool can_take_screen();

}  // namespace bookrent::cli
