#include "cli/supervisor/messages.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/error_line.hpp"

namespace bookrent::cli {

void write_line(int descriptor, std::string_view text) {
  const auto line = std::string(text) + "\n";
  [[maybe_unused]] const auto written = ::write(descriptor, line.data(), line.size());
}

std::string refusal_text(int status, std::string_view reason, bool json,
                         const std::vector<std::string>& lines) {
  if (json) return json_line(static_cast<ExitStatus>(status), reason, lines);
  std::string text;
  for (const std::string& line : lines) text += fmt::format("bookrent: {}\n", line);
  return text + fmt::format("bookrent: {}", reason);
}

int refuse(int status, std::string_view reason, bool json) {
  write_line(STDERR_FILENO, refusal_text(status, reason, json));
  return status;
}

Messages::Messages(Style style) : style_(style) {
  if (style == Style::log) log::configure("bookrent", log::Level::info, true);
}

Messages::Style Messages::suitable() {
  return ::isatty(STDERR_FILENO) != 0 ? Style::terminal : Style::log;
}

void Messages::say(std::string_view text, log::Level level) const {
  if (style_ == Style::log) return log::write(level, text);
  write_line(STDERR_FILENO, fmt::format("bookrent: {}", text));
}

}  // namespace bookrent::cli
