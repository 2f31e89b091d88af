#include <algorithm>

#include "common/turn/answers.hpp"
#include "common/turn/engine.hpp"

namespace bookrent::turn {
namespace {

/// Of a question for an examination that is no more: another one began, or a turn was undone.
message::Error begin_again() {
  message::Error error;
  error.code = message::ErrorCode::overloaded;
  error.reason = "audit_lost";
  error.message =
      "another check of this context has begun, or its daemon started anew; check again";
  error.retryable = true;
  return error;
}

bool begins(const audit::Question& question) {
  return question.part == "log" && question.after.empty();
}

std::int64_t bounded(std::int64_t limit, std::int64_t most) {
  return limit > 0 ? std::min(limit, most) : most;
}

/// The answer as a body. Facts too long for one message are left to the next page.
std::string fitting(audit::Answer answer) {
  std::string body = audit::json_of(answer);
  while (body.size() > message::body_bytes_max && std::ranges::count(answer.facts, '\n') > 1) {
    const std::size_t last_kept = answer.facts.rfind('\n', answer.facts.size() / 2);
    if (last_kept == std::string::npos) break;
    answer.facts.resize(last_kept + 1);
    const std::size_t line = answer.facts.rfind('\n', last_kept - 1) + 1;
    answer.next = answer.facts.substr(line, answer.facts.find_first_of("\t\n", line) - line);
    body = audit::json_of(answer);
  }
  return body;
}

}  // namespace

std::expected<audit::Answer, std::string> Engine::audit(const audit::Question& question) {
  if (begins(question) || !examination_)
    examination_ = std::make_unique<audit::Examination>(context_, store_, service_.auditor());
  examined_ = clock_.steady();
  return examination_->answer(question);
}

/// The whole database cannot be checked by pages, and everybody else would wait for it.
Answer Engine::answer_audit(const message::Request& request) {
  auto question = audit::question_of_json(request.body);
  if (!question) return refused(invalid(question.error()));
  if (question->part == "database")
    return refused(invalid("the part database can only be checked while the daemon is stopped"));
  if (begins(*question))
    examiner_ = question->check;
  else if (!examination_ || examiner_ != question->check)
    return refused(begin_again());
  const bool pages_of_rows =
      question->part == "log" || question->part == "tables" || question->part == "replies";
  question->limit = bounded(question->limit, pages_of_rows ? audit_rows_max : audit_facts_max);
  auto answer = audit(*question);
  if (!answer) return refused(invalid(answer.error()));
  return answered(fitting(*std::move(answer)));
}

void Engine::forget_audit() { examination_.reset(); }

}  // namespace bookrent::turn
