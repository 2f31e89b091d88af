#pragma once
// Where a command's output goes: a terminal of known width, or a pipe.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

#include "cli/render/terminal.hpp"

namespace bookrent::cli {

// Both ends of a pseudo-terminal: what a program writes to its `screen`, and what came out.
class PseudoTerminal {
 public:
  PseudoTerminal() : keyboard_(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
    if (keyboard_ < 0 || grantpt(keyboard_) != 0 || unlockpt(keyboard_) != 0) return;
    std::array<char, 64> name{};
    if (ptsname_r(keyboard_, name.data(), name.size()) == 0) {
      screen_ = open(name.data(), O_RDWR | O_NOCTTY);
    }
  }
  ~PseudoTerminal() {
    if (screen_ >= 0) close(screen_);
    if (keyboard_ >= 0) close(keyboard_);
  }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;

  int screen() const { return screen_; }

  void resize(unsigned short columns) const {
    winsize size{};
    size.ws_row = 24;
    size.ws_col = columns;
    ioctl(screen_, TIOCSWINSZ, &size);
  }

  // All that was written to the screen since the last time.
  std::string shown() const {
    std::array<char, 4096> text{};
    const ssize_t length = read(keyboard_, text.data(), text.size());
    return {text.data(), static_cast<std::size_t>(length < 0 ? 0 : length)};
  }

 private:
  int keyboard_;
  int screen_ = -1;
};

// A terminal of 60 columns that can do colours, and an environment without wishes.
class OnTerminal : public ::testing::Test {
 protected:
  void SetUp() override {
    if (terminal.screen() < 0) GTEST_SKIP() << "no pseudo-terminals here";
    terminal.resize(60);
    set("TERM", "xterm-256color");
    unset("NO_COLOR");
    unset("COLUMNS");
  }
  void TearDown() override {
    for (const auto& [name, value] : before_) {
      value ? setenv(name.c_str(), value->c_str(), 1) : unsetenv(name.c_str());
    }
  }

  void set(const std::string& name, const char* value) {
    remember(name);
    setenv(name.c_str(), value, 1);
  }
  void unset(const std::string& name) {
    remember(name);
    unsetenv(name.c_str());
  }
  TerminalTraits traits() const { return terminal_traits(terminal.screen()); }

  PseudoTerminal terminal;

 private:
  void remember(const std::string& name) {
    const char* value = getenv(name.c_str());
    before_.try_emplace(name, value == nullptr ? std::nullopt : std::optional<std::string>(value));
  }

  std::map<std::string, std::optional<std::string>> before_;
};

// A pipe, where the output of a command often goes.
class InPipe : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(pipe2(ends_.data(), O_NONBLOCK), 0); }
  void TearDown() override {
    for (const int end : ends_) close(end);
  }

  int entrance() const { return ends_[1]; }
  bool is_empty() const {
    char letter = 0;
    return read(ends_[0], &letter, 1) < 0;
  }

 private:
  std::array<int, 2> ends_{};
};

}  // namespace bookrent::cli
