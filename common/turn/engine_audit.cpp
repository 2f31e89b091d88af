#include <algorithm>

#include "common/log/log.hpp"
#include "common/turn/answers.hpp"
#include "common/turn/engine.hpp"

namespace bookrent::turn {
namespace {

/// Of a question for an examination that is no more: another one began, or was too long ago.
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

std::int64_t bounded(const audit::Question& question) {
  const bool rows =
      question.part == "log" || question.part == "tables" || question.part == "replies";
  const std::int64_t most = rows ? audit_rows_max : audit_facts_max;
  return question.limit > 0 ? std::min(question.limit, most) : most;
}

message::Error unreadable() {
  message::Error error;
  error.code = message::ErrorCode::storage;
  error.reason = "database_unreadable";
  error.message = "the database cannot be read to its end; stop the suite and check it then";
  return error;
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

/// Only once the turn has ended: inside it, some of what belongs together is still to be written.
void Engine::answer_audits() {
  for (const AskedAudit& asked : audits_) {
    message::Reply reply = answer_audit(asked.request);
    reply.id = asked.request.id;
    reply.stale = asked.stale;
    send(reply);
  }
  audits_.clear();
}

/// What cannot be read is told, and is no reason to stop: the next turn may not need it.
message::Reply Engine::answer_audit(const message::Request& request) try {
  auto question = audit::question_of_json(request.body);
  if (!question) return message::error_reply({}, invalid(question.error()));
  if (auto error = out_of_turn(*question)) return message::error_reply({}, *std::move(error));
  question->limit = bounded(*question);
  auto answer = audit(*question);
  if (!answer) return message::error_reply({}, invalid(answer.error()));
  message::Reply reply;
  reply.body = fitting(*std::move(answer));
  return reply;
} catch (const std::exception& fault) {
  log::error("a check met what cannot be read", {{"fault", fault.what()}});
  return message::error_reply({}, unreadable());
}

/// The whole database cannot be checked by pages, and everybody else would wait for it.
std::optional<message::Error> Engine::out_of_turn(const audit::Question& question) {
  if (question.part == "database")
    return invalid("the part database can only be checked while the daemon is stopped");
  if (begins(question))
    examiner_ = question.check;
  else if (!examination_ || examiner_ != question.check)
    return begin_again();
  return std::nullopt;
}

}  // namespace bookrent::turn
