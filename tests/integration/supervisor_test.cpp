#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <thread>

#include "cli/supervisor/child_process.hpp"
#include "cli/supervisor/daemon_programs.hpp"
#include "cli/supervisor/down.hpp"
#include "cli/supervisor/fleet.hpp"
#include "cli/supervisor/notify_socket.hpp"
#include "cli/supervisor/restart_policy.hpp"
#include "cli/supervisor/up.hpp"
#include "common/suite/file_lock.hpp"
#include "common/suite/suite.hpp"

// The supervisor with daemons that only act: this program itself, called by a daemon's name. They
// report what they live through as lines in a FIFO of the data directory, `journal`, and take their
// parts from files there.

namespace bookrent::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using suite::FileDescriptor;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr const char* gateway = "bookrent-gatewayd";
constexpr std::array<const char*, 6> daemon_names = {
    gateway,          "bookrent-rentald", "bookrent-paymentd",
    "bookrent-userd", "bookrent-bookd",   "bookrent-viewd"};

// ---- the actor -------------------------------------------------------------------------------

class Actor {
 public:
  Actor(std::string name, fs::path data) : name_(std::move(name)), data_(std::move(data)) {
    journal_ = FileDescriptor(::open((data_ / "journal").c_str(), O_WRONLY | O_CLOEXEC));
  }

  int act() {
    block_signals();
    tell("start " + name_ + " " + std::to_string(::getpid()));
    if (const auto status = part("exit")) return std::stoi(*status);
    if (part("exit-once")) return fs::remove(data_ / (name_ + ".exit-once")), 3;
    ::sd_notify(0, "STATUS=rehearsing");
    if (const auto microseconds = part("busy")) rehearse(*microseconds);
    if (!part("silent")) ::sd_notify(0, "READY=1\nSTATUS=on stage");
    return wait_for_the_end();
  }

 private:
  // Opening a FIFO waits for its other side, and reading from it for the other side's close.
  std::optional<std::string> part(const std::string& kind) const {
    std::ifstream file(data_ / (name_ + "." + kind));
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  void block_signals() {
    ::sigemptyset(&signals_);
    for (const int number : {SIGTERM, SIGHUP}) ::sigaddset(&signals_, number);
    ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
  }

  void rehearse(const std::string& microseconds) {
    const auto report = "STATUS=one more time\nEXTEND_TIMEOUT_USEC=" + microseconds;
    ::sd_notify(0, report.c_str());
    tell("busy " + name_);
    part("rehearsal");
  }

  int wait_for_the_end() {
    for (int number = 0; ::sigwait(&signals_, &number) == 0;) {
      if (number == SIGHUP) {
        tell("hangup " + name_);
      } else if (part("deaf")) {
        tell("deaf " + name_);
      } else {
        break;
      }
    }
    if (fs::exists(data_ / (name_ + ".hold"))) part("hold");
    tell("end " + name_);
    return 0;
  }

  void tell(const std::string& line) {
    const auto text = line + "\n";
    [[maybe_unused]] const auto written = ::write(journal_.get(), text.data(), text.size());
  }

  std::string name_;
  fs::path data_;
  FileDescriptor journal_;
  sigset_t signals_{};
};

// What a process was given by the one that started it.
std::string surroundings() {
  sigset_t blocked;
  ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
  struct sigaction terminate = {};
  ::sigaction(SIGTERM, nullptr, &terminate);
  const auto descriptors = std::distance(fs::directory_iterator("/proc/self/fd"), {});
  std::ostringstream text;
  text << (::getpgrp() == ::getpid() ? "own group" : "foreign group");
  text << (::sigisemptyset(&blocked) != 0 ? ", nothing blocked" : ", something blocked");
  text << (terminate.sa_handler == SIG_DFL ? ", default" : ", changed");
  text << ", umask " << std::oct << ::umask(0077) << std::dec;
  text << ", stdin " << fs::read_symlink("/proc/self/fd/0").string();
  text << ", descriptors " << descriptors - 1;
  return text.str();
}

int act_as_daemon(const std::string& name, const fs::path& data) {
  const auto given = surroundings();
  std::ofstream(data / (name + ".given")) << given;
  return Actor(name, data).act();
}

// ---- the test's side -------------------------------------------------------------------------

// Only a hanging test ever waits this long.
constexpr int patience_ms = 30'000;

class Lines {
 public:
  explicit Lines(FileDescriptor source) : source_(std::move(source)) {}

  // Empty at the end of the source.
  std::string next() {
    for (auto end = text_.find('\n'); end == std::string::npos; end = text_.find('\n')) {
      if (!read_more()) return std::exchange(text_, {});
    }
    const auto line = text_.substr(0, text_.find('\n'));
    text_.erase(0, line.size() + 1);
    return line;
  }

  std::string next_with(const std::string& part) {
    for (;;) {
      auto line = next();
      if (line.find(part) != std::string::npos) return line;
      if (line.empty()) return ADD_FAILURE() << "no line with " << part, line;
    }
  }

  std::string rest() {
    while (read_more()) continue;
    return std::exchange(text_, {});
  }

 private:
  bool read_more() {
    pollfd readable = {source_.get(), POLLIN, 0};
    if (::poll(&readable, 1, patience_ms) <= 0) return ADD_FAILURE() << "nothing to read", false;
    std::array<char, 1024> part{};
    const auto length = ::read(source_.get(), part.data(), part.size());
    if (length > 0) text_.append(part.data(), static_cast<std::size_t>(length));
    return length > 0;
  }

  FileDescriptor source_;
  std::string text_;
};

bool wait_for_end(pid_t pid) {
  const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  pollfd end = {process.get(), POLLIN, 0};
  return !process || ::poll(&end, 1, patience_ms) > 0;
}

// A command in a process of its own, with its output.
class Command {
 public:
  explicit Command(const std::function<int()>& work)
      : Command(work, make_pipe(), make_pipe(), [] {}) {}

  Command(const std::function<int()>& work, const std::function<void()>& before)
      : Command(work, make_pipe(), make_pipe(), before) {}

  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  ~Command() {
    if (pid_ > 0) status();
  }

  pid_t pid() const { return pid_; }
  void signal(int number) const { ::kill(pid_, number); }

  int status() {
    if (!wait_for_end(pid_)) {
      ADD_FAILURE() << "the command does not end";
      signal(SIGKILL);
    }
    int wait_status = 0;
    ::waitpid(std::exchange(pid_, 0), &wait_status, 0);
    return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -WTERMSIG(wait_status);
  }

  Lines out;
  Lines err;

 private:
  struct Pipe {
    FileDescriptor reader;
    FileDescriptor writer;
  };

  static Pipe make_pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
  }

  Command(const std::function<int()>& work, Pipe output, Pipe error,
          const std::function<void()>& before)
      : out(std::move(output.reader)), err(std::move(error.reader)), pid_(::fork()) {
    if (pid_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::dup2(output.writer.get(), STDOUT_FILENO);
    ::dup2(error.writer.get(), STDERR_FILENO);
    before();
    std::exit(work());
  }

  pid_t pid_;
};

class UpTest : public ::testing::Test {
 protected:
  UpTest() {
    std::string name = "/tmp/up-XXXXXX";
    root_ = fs::canonical(::mkdtemp(name.data()));
    options_.suite = *suite::Suite::at(root_ / "data");
    options_.daemons = root_ / "bin";
    fs::create_directories(data());
    fs::permissions(data(), fs::perms::owner_all);
    fs::create_directories(options_.daemons);
    const auto self = fs::read_symlink("/proc/self/exe");
    for (const auto* daemon : daemon_names) fs::create_symlink(self, options_.daemons / daemon);
    const auto path = data() / "journal";
    EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
    journal_ = Lines(FileDescriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC)));
  }

  void TearDown() override {
    if (const auto left = suite::lock_holder(options_.suite.supervisor_lock())) {
      ::kill(*left, SIGKILL);
      wait_for_end(*left);
    }
    fs::remove_all(root_);
  }

  const fs::path& data() const { return options_.suite.data; }

  void give_part(const std::string& daemon, const std::string& kind, const std::string& text = "") {
    std::ofstream(data() / (daemon + "." + kind)) << text;
  }

  std::function<int()> up() {
    return [this] { return cli::up(options_); };
  }

  std::function<int()> down(milliseconds deadline = milliseconds{patience_ms}) {
    return [this, deadline] { return cli::down(options_.suite, deadline); };
  }

  // The next starts in the journal, as name and pid.
  std::map<std::string, pid_t> starts(std::size_t count = daemon_names.size()) {
    std::map<std::string, pid_t> started;
    for (std::size_t i = 0; i < count; ++i) {
      std::istringstream line(journal_.next_with("start "));
      std::string word;
      std::string name;
      line >> word >> name;
      line >> started[name];
    }
    return started;
  }

  std::vector<std::string> journal_lines(std::size_t count) {
    std::vector<std::string> lines;
    lines.reserve(count);
    for (std::size_t i = 0; i < count; ++i) lines.push_back(journal_.next());
    return lines;
  }

  fs::path root_;
  UpOptions options_;
  Lines journal_{FileDescriptor()};
};

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool exists(pid_t pid) { return ::kill(pid, 0) == 0; }

TEST_F(UpTest, says_once_that_all_daemons_are_ready) {
  Command command(up());
  EXPECT_EQ(command.out.next(),
            "bookrent is ready: 6 daemons, data in " + data().string() + " (Ctrl-C stops it)");
  EXPECT_THAT(starts(), SizeIs(6));
  command.signal(SIGTERM);
  EXPECT_EQ(command.status(), 0);
  EXPECT_THAT(command.out.rest(), IsEmpty());
}

TEST_F(UpTest, gives_daemons_clean_surroundings) {
  Command command(up(), [] {
    ::signal(SIGTERM, SIG_IGN);
    ::umask(0);
    ::dup2(STDERR_FILENO, 50);
  });
  command.out.next();
  command.signal(SIGINT);
  EXPECT_EQ(command.status(), 0);
  for (const std::string daemon : daemon_names) {
    EXPECT_EQ(text_of(data() / (daemon + ".given")),
              "own group, nothing blocked, default, umask 77, stdin /dev/null, descriptors 3");
  }
}

TEST_F(UpTest, shows_on_a_terminal_how_far_a_start_in_the_background_has_come) {
  const auto rehearsal = data() / "bookrent-viewd.rehearsal";
  ASSERT_EQ(::mkfifo(rehearsal.c_str(), 0600), 0);
  give_part("bookrent-viewd", "busy", "60000000");
  options_.detach = true;
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) std::exit(cli::up(options_));
  journal_.next_with("busy ");
  std::ofstream(rehearsal).close();
  Lines screen((FileDescriptor(terminal)));
  EXPECT_THAT(screen.next_with("bookrent is ready"), HasSubstr("bookrent-viewd: one more time"));
  ASSERT_TRUE(wait_for_end(child));
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(down()(), 0);
}

TEST_F(UpTest, starts_a_killed_daemon_again) {
  Command command(up());
  command.out.next();
  const auto first = starts();
  ::kill(first.at("bookrent-viewd"), SIGKILL);
  const auto second = starts(1);
  EXPECT_NE(second.at("bookrent-viewd"), first.at("bookrent-viewd"));
  EXPECT_THAT(command.err.next(), AllOf(HasSubstr("bookrent-viewd"), HasSubstr("SIGKILL"),
                                        EndsWith("starting it again\"}")));
  ::kill(second.at("bookrent-viewd"), SIGKILL);
  EXPECT_THAT(command.err.next(), EndsWith("starting it again in 100ms\"}"));
  starts(1);
  command.signal(SIGTERM);
  EXPECT_EQ(command.status(), 0);
}

TEST_F(UpTest, starts_a_daemon_again_that_fails_while_it_starts) {
  give_part("bookrent-bookd", "exit-once");
  Command command(up());
  EXPECT_THAT(command.out.next(), StartsWith("bookrent is ready"));
  EXPECT_THAT(command.err.next(), HasSubstr("exited with status 3; starting it again"));
  command.signal(SIGTERM);
  EXPECT_EQ(command.status(), 0);
}

TEST_F(UpTest, stops_the_gateway_after_every_context) {
  options_.patience.drain = milliseconds{patience_ms};
  const auto hold = data() / "bookrent-rentald.hold";
  ASSERT_EQ(::mkfifo(hold.c_str(), 0600), 0);
  Command command(up());
  command.out.next();
  starts();
  command.signal(SIGINT);
  for (const auto& line : journal_lines(4)) {
    EXPECT_THAT(line, AllOf(StartsWith("end "), Not(EndsWith(gateway))));
  }
  std::ofstream(hold).close();
  EXPECT_THAT(journal_lines(2), ElementsAre("end bookrent-rentald", "end bookrent-gatewayd"));
  EXPECT_EQ(command.status(), 0);
}

TEST_F(UpTest, refuses_to_run_a_suite_twice) {
  Command first(up());
  first.out.next();
  Command second(up());
  EXPECT_EQ(second.status(), 1);
  EXPECT_EQ(second.err.next(), "bookrent: a suite is already running in " + data().string() +
                                   " (pid " + std::to_string(first.pid()) + ")");
  first.signal(SIGTERM);
  EXPECT_EQ(first.status(), 0);
}

TEST_F(UpTest, ends_with_the_status_of_a_daemon_that_cannot_ever_start) {
  for (const int status : {78, 74}) {
    give_part("bookrent-userd", "exit", std::to_string(status));
    Command command(up());
    EXPECT_EQ(command.status(), status);
    EXPECT_THAT(command.err.next_with("bookrent-userd"),
                HasSubstr("exited with status " + std::to_string(status)));
    EXPECT_THAT(command.out.rest(), IsEmpty());
  }
}

TEST_F(UpTest, starts_a_daemon_again_whose_storage_fails_later) {
  Command command(up());
  command.out.next();
  const auto first = starts();
  give_part("bookrent-userd", "exit", "74");
  ::kill(first.at("bookrent-userd"), SIGKILL);
  command.err.next_with("SIGKILL");
  EXPECT_THAT(command.err.next(), HasSubstr("exited with status 74; starting it again in"));
  fs::remove(data() / "bookrent-userd.exit");
  command.signal(SIGTERM);
  EXPECT_EQ(command.status(), 0);
}

TEST_F(UpTest, gives_up_when_a_daemon_is_not_ready_in_time) {
  give_part("bookrent-bookd", "silent");
  options_.patience.start = milliseconds{300};
  Command command(up());
  EXPECT_EQ(command.status(), 69);
  // On a slow machine others are late as well.
  EXPECT_THAT(command.err.next_with("not ready after 0.3s: "), HasSubstr("bookrent-bookd"));
}

TEST_F(UpTest, waits_longer_for_a_daemon_that_gets_on) {
  const auto rehearsal = data() / "bookrent-viewd.rehearsal";
  ASSERT_EQ(::mkfifo(rehearsal.c_str(), 0600), 0);
  give_part("bookrent-viewd", "busy", "60000000");
  options_.patience.start = milliseconds{3'000};
  Command command(up());
  EXPECT_THAT(command.err.next(), HasSubstr("bookrent-viewd: one more time"));
  std::this_thread::sleep_for(options_.patience.start);  // else it has given up by then
  std::ofstream(rehearsal).close();
  EXPECT_THAT(command.out.next(), StartsWith("bookrent is ready"));
  command.signal(SIGTERM);
  EXPECT_EQ(command.status(), 0);
}

TEST_F(UpTest, gives_up_on_a_daemon_that_got_on_for_a_while) {
  ASSERT_EQ(::mkfifo((data() / "bookrent-viewd.rehearsal").c_str(), 0600), 0);
  give_part("bookrent-viewd", "busy", "4000000");
  options_.patience.start = milliseconds{3'000};
  Command command(up());
  EXPECT_THAT(command.err.next(), HasSubstr("bookrent-viewd: one more time"));
  EXPECT_EQ(command.status(), 69);
  EXPECT_THAT(command.err.next_with("not ready after "),
              AllOf(HasSubstr("bookrent-viewd (one more time)"), Not(HasSubstr("after 3s"))));
}

TEST_F(UpTest, can_be_stopped_before_it_is_ready) {
  give_part("bookrent-bookd", "silent");
  Command command(up());
  starts();
  command.signal(SIGINT);
  EXPECT_EQ(command.status(), 75);
  EXPECT_THAT(command.err.rest(), HasSubstr("stopped before it was ready"));
}

TEST_F(UpTest, kills_a_daemon_that_does_not_finish) {
  give_part("bookrent-viewd", "deaf");
  options_.patience.drain = milliseconds{300};
  Command command(up());
  command.out.next();
  command.signal(SIGTERM);
  EXPECT_EQ(command.status(), 0);
  EXPECT_THAT(command.err.next_with("bookrent-viewd"), HasSubstr("killing it"));
  EXPECT_THAT(command.err.next_with("bookrent-viewd"), HasSubstr("SIGKILL"));
}

TEST_F(UpTest, kills_everything_at_the_second_interrupt) {
  options_.patience.drain = milliseconds{patience_ms};
  give_part("bookrent-viewd", "deaf");
  Command command(up());
  command.out.next();
  command.signal(SIGINT);
  journal_.next_with("deaf");
  command.signal(SIGINT);
  EXPECT_EQ(command.status(), 0);
  EXPECT_THAT(command.err.rest(), HasSubstr("killing the daemons"));
}

TEST_F(UpTest, passes_a_hangup_on) {
  Command command(up());
  command.out.next();
  starts();
  command.signal(SIGHUP);
  for (const auto& line : journal_lines(6)) EXPECT_THAT(line, StartsWith("hangup "));
  command.signal(SIGTERM);
  EXPECT_EQ(command.status(), 0);
}

TEST_F(UpTest, stops_when_its_terminal_is_closed) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    std::exit(cli::up(options_));
  }
  starts();
  Lines screen((FileDescriptor(terminal)));
  screen.next_with("bookrent is ready");
  screen = Lines(FileDescriptor());
  ASSERT_TRUE(wait_for_end(child));
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(UpTest, leaves_no_daemon_behind_when_it_is_killed) {
  Command command(up());
  command.out.next();
  const auto daemons = starts();
  command.signal(SIGKILL);
  EXPECT_EQ(command.status(), -SIGKILL);
  for (const auto& [name, pid] : daemons) EXPECT_TRUE(wait_for_end(pid)) << name;
  EXPECT_EQ(suite::lock_holder(options_.suite.supervisor_lock()), std::nullopt);
}

TEST_F(UpTest, names_a_missing_daemon_and_where_it_looked) {
  fs::remove(options_.daemons / "bookrent-paymentd");
  Command command(up());
  EXPECT_EQ(command.status(), 69);
  EXPECT_EQ(command.err.next(), "bookrent: the program bookrent-paymentd is missing; looked in " +
                                    options_.daemons.string());
}

TEST_F(UpTest, refuses_directories_that_are_not_private) {
  fs::create_directory(options_.suite.run);
  fs::permissions(options_.suite.run, fs::perms::all);
  Command command(up());
  EXPECT_EQ(command.status(), 74);
  EXPECT_THAT(command.err.next(), HasSubstr("others can enter it"));
}

TEST_F(UpTest, goes_on_in_the_background_until_it_is_taken_down) {
  options_.detach = true;
  Command command(up());
  EXPECT_EQ(command.status(), 0);
  EXPECT_EQ(command.out.rest(), "bookrent is ready: 6 daemons, data in " + data().string() +
                                    " (`bookrent down` stops it)\n");
  EXPECT_THAT(command.err.rest(), IsEmpty());
  const auto supervisor = suite::lock_holder(options_.suite.supervisor_lock());
  ASSERT_TRUE(supervisor);
  EXPECT_EQ(::getsid(*supervisor), *supervisor);
  const auto daemons = starts();

  Command stop(down());
  EXPECT_EQ(stop.status(), 0);
  EXPECT_EQ(stop.out.rest(), "stopped the suite in " + data().string() + "\n");
  EXPECT_EQ(suite::lock_holder(options_.suite.supervisor_lock()), std::nullopt);
  for (const auto& [name, pid] : daemons) EXPECT_FALSE(exists(pid)) << name;
}

TEST_F(UpTest, writes_to_a_log_in_the_background) {
  options_.detach = true;
  EXPECT_EQ(Command(up()).status(), 0);
  ::kill(starts().at("bookrent-viewd"), SIGKILL);
  starts(1);
  EXPECT_EQ(Command(down()).status(), 0);
  const auto log = data() / "bookrent.log";
  EXPECT_THAT(text_of(log),
              ::testing::ContainsRegex("^.\"time\":\"[0-9T:.-]+Z\",\"level\":\"info\",\"process\":"
                                       "\"bookrent\",\"message\":\"ready\"}\n.*\"level\":\"warn\".*"
                                       "bookrent-viewd .pid [0-9]+. was killed by SIGKILL"));
  EXPECT_EQ(fs::status(log).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(UpTest, reports_from_the_background_why_it_did_not_start) {
  give_part("bookrent-userd", "exit", "78");
  options_.detach = true;
  Command command(up());
  EXPECT_EQ(command.status(), 78);
  EXPECT_THAT(command.err.rest(), AllOf(HasSubstr("bookrent-userd"), HasSubstr("status 78"),
                                        HasSubstr((data() / "bookrent.log").string())));
  EXPECT_EQ(suite::lock_holder(options_.suite.supervisor_lock()), std::nullopt);
}

TEST_F(UpTest, ends_in_the_background_with_the_command_that_waits_for_it) {
  give_part("bookrent-bookd", "silent");
  options_.detach = true;
  Command command(up());
  const auto daemons = starts();
  command.signal(SIGKILL);
  EXPECT_EQ(command.status(), -SIGKILL);
  for (const auto& [name, pid] : daemons) EXPECT_TRUE(wait_for_end(pid)) << name;
}

TEST_F(UpTest, is_not_there_to_be_taken_down_when_it_is_not_running) {
  Command stop(down());
  EXPECT_EQ(stop.status(), 0);
  EXPECT_EQ(stop.out.rest(), "no suite is running in " + data().string() + "\n");
}

TEST_F(UpTest, is_reported_as_still_stopping_after_the_deadline) {
  options_.patience.drain = milliseconds{patience_ms};
  give_part("bookrent-viewd", "deaf");
  Command command(up());
  command.out.next();
  Command stop(down(milliseconds{50}));
  EXPECT_EQ(stop.status(), 75);
  EXPECT_THAT(stop.err.next(), HasSubstr("still stopping after 0.05s"));
  journal_.next_with("deaf");  // else both signals could come at once
  command.signal(SIGINT);
  EXPECT_EQ(command.status(), 0);
}

// ---- the parts -------------------------------------------------------------------------------

TEST(Notification, asks_for_time_in_microseconds) {
  using std::chrono::microseconds;
  EXPECT_EQ(parse_notification(7, "EXTEND_TIMEOUT_USEC=1500").more_time, microseconds{1500});
  EXPECT_EQ(parse_notification(7, "EXTEND_TIMEOUT_USEC=18446744073709551615").more_time,
            std::chrono::hours{1});
  for (const auto* text :
       {"EXTEND_TIMEOUT_USEC=", "EXTEND_TIMEOUT_USEC=-1", "EXTEND_TIMEOUT_USEC=1s",
        "EXTEND_TIMEOUT_USEC=18446744073709551616", "READY=1"})
    EXPECT_EQ(parse_notification(7, text).more_time, std::nullopt) << text;
}

TEST(RestartPolicy, starts_at_once_the_first_time) {
  EXPECT_EQ(RestartPolicy().delay_after(milliseconds{0}), milliseconds{0});
}

TEST(RestartPolicy, doubles_the_delay_up_to_its_limit) {
  RestartPolicy policy;
  std::array<long, 9> delays_ms{};
  for (long& delay : delays_ms) delay = policy.delay_after(milliseconds{9'999}).count();
  EXPECT_THAT(delays_ms, ElementsAre(0, 100, 200, 400, 800, 1600, 3200, 5000, 5000));
}

TEST(RestartPolicy, starts_over_after_health) {
  RestartPolicy policy;
  for (int death = 0; death < 5; ++death) policy.delay_after(milliseconds{0});
  EXPECT_EQ(policy.delay_after(milliseconds{10'000}), milliseconds{0});
  EXPECT_EQ(policy.delay_after(milliseconds{0}), milliseconds{100});
}

TEST(Notification, is_read_from_its_lines) {
  const auto both = parse_notification(7, "STATUS=half way\nREADY=1\n");
  EXPECT_EQ(both.sender, 7);
  EXPECT_TRUE(both.ready);
  EXPECT_EQ(both.status, "half way");
}

TEST(Notification, ignores_what_it_does_not_know) {
  for (const auto* text : {"", "\n\n", "READY=0", "STOPPING=1\nXREADY=1", "READY=11"}) {
    const auto notification = parse_notification(7, text);
    EXPECT_FALSE(notification.ready) << text;
    EXPECT_EQ(notification.status, std::nullopt) << text;
  }
}

TEST(ChildProcess, tells_how_it_ended) {
  EXPECT_EQ(describe_end(W_EXITCODE(3, 0)), "exited with status 3");
  EXPECT_EQ(describe_end(W_EXITCODE(0, SIGKILL)), "was killed by SIGKILL");
  EXPECT_EQ(describe_end(W_EXITCODE(0, SIGSEGV) | WCOREFLAG),
            "was killed by SIGSEGV (core dumped)");
  EXPECT_EQ(describe_end(W_EXITCODE(0, 40)), "was killed by signal 40");
}

TEST(Fleet, names_who_is_not_ready_and_what_they_last_said) {
  Fleet fleet({SupervisedDaemon({"/bin/bookrent-gatewayd", "", ""}),
               SupervisedDaemon({"/bin/bookrent-bookd", "", ""}),
               SupervisedDaemon({"/bin/bookrent-viewd", "", ""})});
  fleet.all()[0].heard({1, true, "on stage"}, {});
  fleet.all()[1].heard({2, false, "rehearsing"}, {});
  EXPECT_EQ(fleet.unready(), "bookrent-bookd (rehearsing), bookrent-viewd");
  EXPECT_FALSE(fleet.all_ready());
}

TEST(SupervisedDaemon, forgets_at_its_death_what_it_said) {
  const SupervisedDaemon::TimePoint now{};
  SupervisedDaemon daemon({"/bin/bookrent-bookd", "", ""});
  daemon.heard({1, true, "on stage"}, now);
  EXPECT_EQ(daemon.ended(now + milliseconds{1}), milliseconds{0});
  EXPECT_FALSE(daemon.ready());
  EXPECT_EQ(daemon.status(), "");
  EXPECT_EQ(daemon.due(), now + milliseconds{1});
}

TEST(SupervisedDaemon, is_healthy_only_while_it_is_ready) {
  const SupervisedDaemon::TimePoint now{};
  SupervisedDaemon daemon({"/bin/bookrent-bookd", "", ""});
  EXPECT_EQ(daemon.ended(now), milliseconds{0});
  EXPECT_EQ(daemon.ended(now + RestartPolicy::health_min), milliseconds{100});
  daemon.heard({1, true, std::nullopt}, now);
  EXPECT_EQ(daemon.ended(now + RestartPolicy::health_min), milliseconds{0});
}

TEST(DaemonPrograms, are_looked_for_beside_the_program_and_in_sbin) {
  const auto own = fs::read_symlink("/proc/self/exe").parent_path();
  if (fs::exists(own / gateway)) GTEST_SKIP() << "they are there";
  const auto programs = find_daemon_programs({});
  ASSERT_FALSE(programs);
  EXPECT_THAT(programs.error(), HasSubstr(own.string() + " and "));
  EXPECT_THAT(programs.error(), EndsWith("/sbin"));
}

}  // namespace
}  // namespace bookrent::cli

int main(int argc, char** argv) {
  const auto name = std::filesystem::path(argv[0]).filename().string();
  if (argc == 3 && name.starts_with("bookrent-")) {
    return bookrent::cli::act_as_daemon(name, argv[2]);
  }
  ::testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
