#include "common/daemon/check.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <future>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "common/audit/database_part.hpp"
#include "common/audit/examination.hpp"
#include "common/daemon/exit_status.hpp"

namespace bookrent::daemon {
namespace {

void write(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

int fail(int status, std::string_view reason) {
  write(audit::lines_of(audit::Failure{status, std::string{reason}}));
  return status;
}

std::string last_line;  // of the signal handler, which may not make it

void end_with_last_line(int) {
  [[maybe_unused]] const ssize_t written =
      ::write(STDOUT_FILENO, last_line.data(), last_line.size());
  ::_exit(storage);
}

/// The database is mapped into memory, where a disk that fails is a signal.
void expect_unreadable_pages(const std::string& file) {
  last_line =
      audit::lines_of(audit::Failure{storage, fmt::format("{} cannot be read to its end", file)});
  std::signal(SIGBUS, end_with_last_line);
}

/// What is asked of the file itself is as long as all the rest, and needs nothing of it: so it is
/// looked at beside it, through a connection of its own. The first answer says that it has begun.
class DatabaseBeside {
 public:
  explicit DatabaseBeside(const store::Store& reader) : store_(store::Store::open_beside(reader)) {}

  audit::Answer answer(const audit::Question& question) {
    audit::Answer answer;
    if (question.after.empty()) {
      begin();
      answer.next = "begun";
    } else {
      wait();
      looking_.get();  // throws when the file cannot be read to its end
      answer.findings = found();
    }
    return answer;
  }

  /// Until all is found that can be, which may be less than all that there is.
  void wait() {
    if (!looking_.valid()) begin();
    looking_.wait();
  }
  /// To be asked once it was waited for.
  std::vector<std::string> found() { return findings_.take(); }

 private:
  // Of this thread, since all wait for the one that reads the log, and for this one in the end.
  static constexpr int last = 10;

  void begin() {
    looking_ = std::async(std::launch::async, [this] {
      ::setpriority(PRIO_PROCESS, 0, last);
      audit::check_database(*store_, findings_);
    });
  }

  std::unique_ptr<store::Store> store_;
  audit::Findings findings_;          // the thread's, until it has ended
  std::shared_future<void> looking_;  // none: it has not begun
};

int answer_all(audit::Examination& examination, DatabaseBeside& database) try {
  for (std::string line; std::getline(std::cin, line);) {
    const auto question = audit::question_of(line);
    if (!question) return fail(usage, "a question cannot be read");
    if (question->part == "database") {
      write(audit::lines_of(database.answer(*question)));
      continue;
    }
    const auto answer = examination.answer(*question);
    if (!answer) return fail(usage, answer.error());
    write(audit::lines_of(*answer));
  }
  return done;
} catch (const SQLite::Exception&) {
  write(audit::lines_of(examination.take_findings()));
  throw;
}

/// What is wrong with the file says more than the query that met it.
int fail_with_findings(const Context& context, DatabaseBeside& database,
                       const SQLite::Exception& fault) {
  const std::string reason = fmt::format("{}.db cannot be read: {}", context.name, fault.what());
  database.wait();
  write(audit::lines_of(database.found()));
  return fail(storage, reason);
}

}  // namespace

int answer_check(const Context& context, const Start& start) try {
  write(fmt::format("{}\t{}\n", audit::format_line, context.name));
  auto store =
      store::Store::open_to_read(start.suite.data / (context.name + ".db"), context.schema);
  if (!store) return fail(status_of(store.error().problem), store.error().message);
  expect_unreadable_pages((*store)->file().string());
  DatabaseBeside database(**store);
  try {
    const clock::SystemClock clock;
    random::SystemRandom random;
    const auto service =
        context.make_service({**store, start.settings, clock, random, start.suite});
    audit::Examination examination(context.name, **store, service->auditor());
    return answer_all(examination, database);
  } catch (const SQLite::Exception& fault) {
    return fail_with_findings(context, database, fault);
  }
} catch (const SQLite::Exception& fault) {
  return fail(storage, fmt::format("{}.db cannot be read: {}", context.name, fault.what()));
}

}  // namespace bookrent::daemon
