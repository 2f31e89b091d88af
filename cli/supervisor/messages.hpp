#pragma once

#include <string_view>

namespace bookrent::cli {

/// Writes a line to a descriptor with one write, so that lines of several processes do not mix.
/// A reader that has gone away is not an error.
void write_line(int descriptor, std::string_view text);

/// What the supervisor says while it works: lines on stderr.
class Messages {
 public:
  enum class Style {
    terminal,  ///< somebody reads along
    log        ///< read later, so each line starts with its time (UTC)
  };

  explicit Messages(Style style) : style_(style) {}

  void say(std::string_view text) const;

 private:
  Style style_;
};

}  // namespace bookrent::cli
