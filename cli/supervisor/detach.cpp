#include "cli/supervisor/detach.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <system_error>

#include "cli/render/progress.hpp"
#include "cli/render/text.hpp"
#include "cli/supervisor/messages.hpp"

namespace bookrent::cli {
namespace {

using suite::FileDescriptor;

constexpr char end_of_progress = '\0';

struct Pipe {
  FileDescriptor reader;
  FileDescriptor writer;
};

Pipe open_pipe() {
  std::array<int, 2> ends = {-1, -1};
  [[maybe_unused]] const int answer = ::pipe2(ends.data(), O_CLOEXEC);
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

int fail(int status, std::string_view what, bool json) {
  return refuse(status, fmt::format("{}: {}", what, std::generic_category().message(errno)), json);
}

// A descriptor that stayed open would keep a caller's pipe or lock for as long as the suite runs.
FileDescriptor close_all_but(const FileDescriptor& kept) {
  constexpr int first = STDERR_FILENO + 1;
  if (kept.get() != first) ::dup3(kept.get(), first, O_CLOEXEC);
  ::close_range(first + 1, ~0U, 0);
  return FileDescriptor(first);
}

[[noreturn]] void continue_in_background(pid_t caller, const FileDescriptor& log,
                                         const FileDescriptor& report_pipe,
                                         const std::function<int(StartReport&)>& work) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != caller) ::_exit(EX_TEMPFAIL);
  ::setsid();
  ::dup2(log.get(), STDOUT_FILENO);
  ::dup2(log.get(), STDERR_FILENO);
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  StartReport report(close_all_but(report_pipe));
  // No mount shall be busy because of us.
  if (::chdir("/") != 0) std::exit(fail(EX_OSERR, "/", true));
  std::exit(work(report));
}

/// What is behind the last progress. Progress is shown as it comes.
std::string read_report(const FileDescriptor& pipe) {
  StatusLine line(STDERR_FILENO);
  std::string text;
  std::array<char, 512> part{};
  for (;;) {
    const auto length = ::read(pipe.get(), part.data(), part.size());
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return text;
    text.append(part.data(), static_cast<std::size_t>(length));
    for (auto end = text.find(end_of_progress); end != std::string::npos;
         end = text.find(end_of_progress)) {
      line.show(printable(text.substr(0, end)));
      text.erase(0, end + 1);
    }
  }
}

int wait_for_report(const FileDescriptor& pipe, const std::filesystem::path& log, bool json) {
  const auto text = read_report(pipe);
  const auto end = text.find('\n');
  if (end == std::string::npos)
    return refuse(EX_SOFTWARE,
                  fmt::format("the supervisor died while it started; see {}", log.string()), json);
  int status = EX_SOFTWARE;
  std::from_chars(text.data(), text.data() + end, status);
  write_line(status == EX_OK ? STDOUT_FILENO : STDERR_FILENO,
             std::string_view(text).substr(end + 1));
  return status;
}

}  // namespace

void StartReport::send(int status, std::string_view text) {
  if (!pipe_) return;
  ::prctl(PR_SET_PDEATHSIG, 0);
  const auto report = fmt::format("{}\n{}", status, text);
  [[maybe_unused]] const auto written = ::write(pipe_.get(), report.data(), report.size());
  pipe_.close();
}

void StartReport::progress(std::string_view text) {
  if (!pipe_) return;
  const auto report = std::string(text) + end_of_progress;
  [[maybe_unused]] const auto written = ::write(pipe_.get(), report.data(), report.size());
}

int in_background(const std::filesystem::path& log, bool json,
                  const std::function<int(StartReport&)>& work) {
  const FileDescriptor file(
      ::open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return fail(EX_IOERR, log.string(), json);
  ::fchmod(file.get(), 0600);
  auto pipe = open_pipe();
  if (!pipe.writer) return fail(EX_OSERR, "no pipe", json);
  std::fflush(nullptr);
  const pid_t caller = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) return fail(EX_OSERR, "no new process", json);
  if (child == 0) continue_in_background(caller, file, pipe.writer, work);
  pipe.writer.close();
  return wait_for_report(pipe.reader, log, json);
}

}  // namespace bookrent::cli
