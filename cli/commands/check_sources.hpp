#pragma once
// The two ways to reach the contexts of a suite that is checked.
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/check/source.hpp"
#include "cli/session.hpp"

namespace bookrent::cli {

/// A daemon's program that looks at the database of a stopped suite (`--check`), asked and
/// answering through pipes.
class ProgramSource final : public Source {
 public:
  /// Starts it. Throws SourceFailed.
  ProgramSource(std::string context, const std::filesystem::path& program,
                const std::filesystem::path& data);
  ProgramSource(const ProgramSource&) = delete;
  ProgramSource& operator=(const ProgramSource&) = delete;
  /// Ends it.
  ~ProgramSource() override;

  const std::string& context() const override { return context_; }
  Ticket ask(audit::Question question, const message::Positions& after) override;
  Reply take(Ticket ticket) override;
  /// Lets it end. Of several programs all should be let before the first is waited for, since each
  /// takes a while to give back what it has mapped.
  void ask_no_more();

 private:
  audit::Answer read_answer();
  /// Valid until the next call; nothing once the program has ended.
  std::optional<std::string_view> read_line();
  bool read_more();
  /// How many bytes of `facts` have come when the output ends.
  std::size_t read_into(std::span<char> facts);
  std::size_t read_some(std::span<char> to);
  // With what it found at last. From then on it is not asked any more.
  [[noreturn]] void fail(const audit::Failure& failure, std::vector<std::string> findings);
  [[noreturn]] void fail_silent(std::vector<std::string> findings);
  [[noreturn]] void fail_unreadable();
  [[noreturn]] void fail_again() const;
  [[noreturn]] void fail(int status, const std::string& reason, std::vector<std::string> findings);
  int wait();

  std::string context_;
  int process_ = -1;
  int questions_ = -1;  // the descriptor that it reads
  int answers_ = -1;    // and the one that it writes
  std::string unread_;  // of its answers, from at_ on
  std::size_t at_ = 0;
  bool greeted_ = false;  // its first line has come
  bool ends_ = false;     // by itself
  std::optional<SourceFailed> failed_;
  Ticket asked_ = 0;
  Ticket answered_ = 0;
  std::map<Ticket, audit::Answer> kept_;  // answered before they were wanted
};

/// The gateway's clients under way; shared by the sources of all contexts.
class LiveQuestions {
 public:
  LiveQuestions(Session& session, client::Client& client) : session_(session), client_(client) {}
  Source::Ticket ask(message::Request request);
  message::Reply take(Source::Ticket ticket);
  Session& session() { return session_; }

 private:
  Session& session_;
  client::Client& client_;
  std::map<Source::Ticket, client::Outcome> kept_;
};

/// A daemon that serves.
class LiveSource final : public Source {
 public:
  /// `check` names this check, so that the daemon can tell it from another's.
  LiveSource(std::string context, std::string check, LiveQuestions& questions)
      : context_(std::move(context)), check_(std::move(check)), questions_(questions) {}

  const std::string& context() const override { return context_; }
  Ticket ask(audit::Question question, const message::Positions& after) override;
  Reply take(Ticket ticket) override;

 private:
  [[noreturn]] void fail(int status, const std::string& reason) const;

  std::string context_;
  std::string check_;
  LiveQuestions& questions_;
};

}  // namespace bookrent::cli
