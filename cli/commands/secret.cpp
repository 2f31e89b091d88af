#include "cli/commands/secret.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <iostream>

#include "common/suite/private_file.hpp"

namespace bookrent::cli {
namespace {

/// While it lives, the terminal does not show what is typed.
class Unseen {
 public:
  Unseen() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  ~Unseen() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool changed_ = false;
};

std::string first_line(const std::string& text) {
  const std::string line = text.substr(0, text.find('\n'));
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

ExitStatus refuse_without_terminal(const std::string& prompt, const Session& session) {
  return session.fail(usage,
                      fmt::format("{}: there is no terminal to ask at; name a file, or - for "
                                  "standard input",
                                  prompt));
}

}  // namespace

std::expected<std::string, ExitStatus> read_secret(const std::optional<std::string>& file,
                                                   const std::string& prompt,
                                                   const Session& session) {
  if (file && *file != "-") {
    const auto content = suite::read_private_file(*file);
    if (!content) return std::unexpected(session.fail(not_found, content.error()));
    return first_line(*content);
  }
  if (file) {
    std::string line;
    std::getline(std::cin, line);
    return first_line(line);
  }
  auto typed = type_secret(prompt, session);
  if (typed && typed->empty()) return std::unexpected(session.fail(usage, "nothing was typed"));
  return typed;
}

/// What is typed once the prompt is there is never shown, and never lost.
std::expected<std::string, ExitStatus> type_secret(const std::string& prompt,
                                                   const Session& session) {
  if (::isatty(STDIN_FILENO) == 0) return std::unexpected(refuse_without_terminal(prompt, session));
  std::string line;
  {
    const Unseen unseen;
    fmt::print(stderr, "{}: ", prompt);
    std::getline(std::cin, line);
  }
  fmt::print(stderr, "\n");
  return line;
}

std::expected<std::string, ExitStatus> read_line(const std::string& prompt,
                                                 const Session& session) {
  if (::isatty(STDIN_FILENO) == 0) return std::unexpected(refuse_without_terminal(prompt, session));
  fmt::print(stderr, "{}: ", prompt);
  std::string line;
  std::getline(std::cin, line);
  if (line.empty()) return std::unexpected(session.fail(usage, "nothing was typed"));
  return line;
}

}  // namespace bookrent::cli
