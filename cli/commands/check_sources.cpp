#include "cli/commands/check_sources.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace bookrent::cli {
namespace {

constexpr int pipe_bytes = 1 << 20;          // so that a program goes on while its answer is read
constexpr std::size_t read_bytes = 1 << 12;  // of lines; facts are read to where they stay

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw SourceFailed(internal, "no pipe can be made");
  ::fcntl(ends[1], F_SETPIPE_SZ, pipe_bytes);
  return {ends[0], ends[1]};
}

[[noreturn]] void become(const std::string& program, const std::string& data, const Pipe& questions,
                         const Pipe& answers) {
  ::dup2(questions.read, STDIN_FILENO);
  ::dup2(answers.write, STDOUT_FILENO);
  ::execl(program.c_str(), program.c_str(), "--check", "--data", data.c_str(), nullptr);
  ::_exit(EXIT_FAILURE);
}

}  // namespace

ProgramSource::ProgramSource(std::string context, const std::filesystem::path& program,
                             const std::filesystem::path& data)
    : context_(std::move(context)) {
  ::signal(SIGPIPE, SIG_IGN);  // one that has ended is told by its missing answer
  const Pipe questions = make_pipe(), answers = make_pipe();
  const pid_t child = ::fork();
  if (child == 0) become(program.string(), data.string(), questions, answers);
  process_ = child;
  ::close(questions.read);
  ::close(answers.write);
  questions_ = questions.write;
  answers_ = answers.read;
  if (process_ < 0)
    throw SourceFailed(internal, fmt::format("{} cannot be started", program.string()));
}

ProgramSource::~ProgramSource() {
  ask_no_more();
  ::close(answers_);
  if (process_ <= 0) return;
  // One that has nothing left to answer ends by itself, and takes away what it made.
  if (answered_ < asked_ && !ends_) ::kill(process_, SIGTERM);
  wait();
}

void ProgramSource::ask_no_more() {
  if (questions_ >= 0) ::close(std::exchange(questions_, -1));
}

int ProgramSource::wait() {
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : internal;
}

Source::Ticket ProgramSource::ask(audit::Question question, const message::Positions&) {
  if (failed_) fail_again();
  const std::string line = audit::line_of(question);
  if (::write(questions_, line.data(), line.size()) != std::ssize(line) && errno != EPIPE)
    fail_silent({});
  return ++asked_;
}

Source::Reply ProgramSource::take(Ticket ticket) {
  while (answered_ < ticket) {
    if (failed_) fail_again();
    audit::Answer answer = read_answer();
    kept_.emplace(++answered_, std::move(answer));
  }
  return {kept_.extract(ticket).mapped(), false};
}

audit::Answer ProgramSource::read_answer() {
  audit::Answer answer;
  while (const auto line = read_line()) {
    if (!greeted_) {
      if (*line != fmt::format("{}\t{}", audit::format_line, context_)) fail_unreadable();
      greeted_ = true;
      continue;
    }
    const audit::Taken taken = audit::take_line(answer, *line);
    if (taken == audit::Taken::end) return answer;
    if (taken == audit::Taken::unknown) {
      if (const auto failure = audit::failure_of(*line)) fail(*failure, answer.findings);
      fail_unreadable();
    }
    if (taken != audit::Taken::facts) continue;
    const std::size_t bytes = read_into(answer.facts);
    if (bytes == answer.facts.size()) continue;
    if (const auto failure = audit::failure_in({answer.facts.data(), bytes}))
      fail(*failure, answer.findings);
    break;
  }
  fail_silent(answer.findings);
}

std::optional<std::string_view> ProgramSource::read_line() {
  std::size_t end = unread_.find('\n', at_);
  while (end == std::string::npos) {
    const std::size_t searched = unread_.size() - at_;
    if (!read_more()) return std::nullopt;
    end = unread_.find('\n', at_ + searched);
  }
  const std::string_view line = std::string_view{unread_}.substr(at_, end - at_);
  at_ = end + 1;
  return line;
}

bool ProgramSource::read_more() {
  unread_.erase(0, std::exchange(at_, 0));
  const std::size_t before = unread_.size();
  unread_.resize(before + read_bytes);
  const std::size_t bytes = read_some({unread_.data() + before, read_bytes});
  unread_.resize(before + bytes);
  return bytes > 0;
}

std::size_t ProgramSource::read_into(std::span<char> facts) {
  std::size_t read = std::min(facts.size(), unread_.size() - at_);
  std::memcpy(facts.data(), unread_.data() + at_, read);
  at_ += read;
  while (read < facts.size()) {
    const std::size_t bytes = read_some(facts.subspan(read));
    if (bytes == 0) break;
    read += bytes;
  }
  return read;
}

/// 0 at the end.
std::size_t ProgramSource::read_some(std::span<char> to) {
  ssize_t bytes = 0;
  do bytes = ::read(answers_, to.data(), to.size());
  while (bytes < 0 && errno == EINTR);
  return static_cast<std::size_t>(std::max(bytes, ssize_t{0}));
}

void ProgramSource::fail(const audit::Failure& failure, std::vector<std::string> findings) {
  ends_ = true;
  fail(failure.status, failure.reason, std::move(findings));
}

/// Its output has ended, so it ends.
void ProgramSource::fail_silent(std::vector<std::string> findings) {
  ends_ = true;
  ask_no_more();
  const int status = process_ > 0 ? wait() : int{internal};
  fail(status, fmt::format("bookrent-{}d did not answer (exit status {})", context_, status),
       std::move(findings));
}

void ProgramSource::fail_unreadable() {
  fail(internal,
       fmt::format("what bookrent-{}d says cannot be read; is it of the same version?", context_),
       {});
}

void ProgramSource::fail_again() const {
  throw SourceFailed(failed_->status, failed_->what(), context_);
}

/// 0 and 1 would say that all was checked.
void ProgramSource::fail(int status, const std::string& reason, std::vector<std::string> findings) {
  failed_.emplace(status == 0 || status == 1 ? int{internal} : status, reason, context_);
  throw SourceFailed(failed_->status, reason, context_, std::move(findings));
}

Source::Ticket LiveQuestions::ask(message::Request request) {
  return client_.submit(std::move(request), session_.deadline());
}

message::Reply LiveQuestions::take(Source::Ticket ticket) {
  while (!kept_.contains(ticket))
    for (client::Outcome& outcome : client_.wait(clock::Steady::max()))
      kept_.emplace(outcome.ticket, std::move(outcome));
  return session_.reply_of(kept_.extract(ticket).mapped(), message::OperationKind::query);
}

Source::Ticket LiveSource::ask(audit::Question question, const message::Positions& after) {
  question.check = check_;
  message::Request request =
      questions_.session().request(context_, "audit", audit::json_of(question));
  request.after = after;
  return questions_.ask(std::move(request));
}

Source::Reply LiveSource::take(Ticket ticket) {
  const message::Reply reply = questions_.take(ticket);
  if (reply.error) fail(exit_status_of(reply.error->code), reply.error->message);
  auto answer = audit::answer_of_json(reply.body);
  if (!answer) fail(internal, answer.error());
  return {*std::move(answer), reply.stale};
}

void LiveSource::fail(int status, const std::string& reason) const {
  throw SourceFailed(status, reason, context_);
}

}  // namespace bookrent::cli
