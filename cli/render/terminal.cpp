#include "cli/render/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace bookrent::cli {
namespace {

constexpr unsigned short usual_columns = 80, usual_rows = 24;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view{value};
}

std::optional<int> wanted_columns() {
  const std::string_view text = environment("COLUMNS");
  int columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  if (error != std::errc{} || end != text.data() + text.size() || columns <= 0) return std::nullopt;
  return columns;
}

winsize window(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) size = {};
  if (size.ws_col == 0) size.ws_col = usual_columns;
  if (size.ws_row == 0) size.ws_row = usual_rows;
  return size;
}

bool colour_wanted() {
  const std::string_view kind = environment("TERM");
  return !kind.empty() && kind != "dumb" && environment("NO_COLOR").empty();
}

}  // namespace

TerminalTraits terminal_traits(int fd) {
  if (isatty(fd) == 0) return {};
  const std::optional<int> wanted = wanted_columns();
  const winsize size = window(fd);
  return {.colour = colour_wanted(), .columns = wanted.value_or(size.ws_col), .rows = size.ws_row};
}

}  // namespace bookrent::cli
