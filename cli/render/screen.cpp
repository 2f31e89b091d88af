#include "cli/render/screen.hpp"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string_view>

#include "cli/render/terminal.hpp"

namespace bookrent::cli {
namespace {

// The other buffer of the terminal, without a cursor; and back.
constexpr std::string_view take = "\x1b[?1049h\x1b[?25l", give_back = "\x1b[?25h\x1b[?1049l";
constexpr std::string_view home = "\x1b[H", end_of_line = "\x1b[K", end_of_screen = "\x1b[J";
constexpr std::array endings = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

termios as_it_was;  // for the handler

void write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void restore() {
  write_all(give_back);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &as_it_was);
}

/// Only calls what a handler may.
void end(int signal) {
  restore();
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  ::sigaction(signal, &action, nullptr);
}

void look_again(int) {}  // it only interrupts a wait

}  // namespace

bool can_take_screen() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1; }

Screen::Screen() {
  ::tcgetattr(STDIN_FILENO, &as_it_was);
  for (const int signal : endings) handle(signal, end);
  handle(SIGWINCH, look_again);
  termios keys = as_it_was;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  ::tcsetattr(STDIN_FILENO, TCSANOW, &keys);
  write_all(take);
}

Screen::~Screen() {
  for (const int signal : endings) handle(signal, SIG_DFL);
  restore();
}

void Screen::show(const std::string& lines) {
  std::string drawn{home};
  int left = terminal_traits(STDOUT_FILENO).rows.value_or(1);
  for (std::string_view rest = lines; !rest.empty() && left > 0; --left) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    (drawn += line) += end_of_line;
    if (left > 1 && !rest.empty()) drawn += "\r\n";
  }
  write_all(drawn += end_of_screen);
}

bool Screen::is_left_within(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd keys{STDIN_FILENO, POLLIN, 0};
    const int ready = ::poll(&keys, 1, static_cast<int>(std::max(left.count(), std::int64_t{0})));
    if (ready <= 0) return false;
    char key = 0;
    if (::read(STDIN_FILENO, &key, 1) <= 0 || key == 'q' || key == 'Q') return true;
  }
}

}  // namespace bookrent::cli
