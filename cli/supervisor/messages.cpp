#include "cli/supervisor/messages.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <string>

namespace bookrent::cli {

void write_line(int descriptor, std::string_view text) {
  const auto line = std::string(text) + "\n";
  [[maybe_unused]] const auto written = ::write(descriptor, line.data(), line.size());
}

void Messages::say(std::string_view text) const {
  const auto line = fmt::format("bookrent: {}", text);
  if (style_ == Style::terminal) return write_line(STDERR_FILENO, line);
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  write_line(STDERR_FILENO, fmt::format("{:%FT%TZ} {}", fmt::gmtime(now), line));
}

}  // namespace bookrent::cli
