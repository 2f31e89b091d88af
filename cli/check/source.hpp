#pragma once
// One context whose database is examined, wherever that happens: in a program of its own, in a
// daemon that serves, or in this process.
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "common/audit/answer.hpp"
#include "common/message/message.hpp"

namespace bookrent::cli {

/// A context cannot be examined any further.
struct SourceFailed : std::runtime_error {
  SourceFailed(int exit_status, const std::string& reason, std::string whose = {},
               std::vector<std::string> at_last = {})
      : std::runtime_error(reason),
        status(exit_status),
        context(std::move(whose)),
        findings(std::move(at_last)) {}
  int status;
  std::string context;
  std::vector<std::string> findings;  // that it told at last
};

class Source {
 public:
  using Ticket = std::size_t;
  struct Reply {
    audit::Answer answer;
    bool stale = false;  // it has not read as far as `after` asked
  };

  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  virtual const std::string& context() const = 0;
  /// Asks without waiting. With `after`, a context that serves answers once it has read so far.
  virtual Ticket ask(audit::Question question, const message::Positions& after = {}) = 0;
  /// Waits for an answer, once each, in any order. Throws SourceFailed.
  virtual Reply take(Ticket ticket) = 0;
};

/// A context that had a lot of its log still to read says so with an empty page first.
inline bool nothing_yet(const Source::Reply& reply, const audit::Question& question) {
  return reply.answer.next == question.after && reply.answer.facts.empty();
}

/// The answer to a question that has one page.
inline Source::Reply take_page(Source& source, const audit::Question& question,
                               const message::Positions& after = {}) {
  Source::Reply reply = source.take(source.ask(question, after));
  while (nothing_yet(reply, question)) reply = source.take(source.ask(question, after));
  return reply;
}

}  // namespace bookrent::cli
