#pragma once
// What the other end of a file descriptor can show.
#include <optional>

namespace bookrent::cli {

/// What may be written to a stream.
struct TerminalTraits {
  bool colour = false;
  std::optional<int> columns;    // nothing: not a terminal, so lines may be as long as they are
  std::optional<int> rows = {};  // nothing: not a terminal
};

/// Of the file that is open as `fd`. Colour needs a terminal, a TERM other than "dumb", and
/// NO_COLOR unset or empty. The width is COLUMNS, else what the terminal says, else 80; the
/// height what it says, else 24.
TerminalTraits terminal_traits(int fd);

}  // namespace bookrent::cli
