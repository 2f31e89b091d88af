#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/log/log.hpp"

namespace bookrent::cli {

/// Writes a line to a descriptor with one write, so that lines of several processes do not mix.
/// A reader that has gone away is not an error.
void write_line(int descriptor, std::string_view text);

/// Why a command was not done, as people or as `--json` want it. `lines` are what was said about it
/// elsewhere; people read them first.
std::string refusal_text(int status, std::string_view reason, bool json,
                         const std::vector<std::string>& lines = {});
/// Writes it to stderr; returns the status.
int refuse(int status, std::string_view reason, bool json);

/// What the supervisor says while it works: lines on stderr.
class Messages {
 public:
  enum class Style {
    terminal,  ///< somebody reads along
    log        ///< read later: JSON lines, as the daemons write them
  };

  explicit Messages(Style style);
  /// As stderr is now.
  static Style suitable();

  void say(std::string_view text, log::Level level = log::Level::info) const;

 private:
  Style style_;
};

}  // namespace bookrent::cli
