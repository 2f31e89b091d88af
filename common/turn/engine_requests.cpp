#include <fmt/format.h>

#include <algorithm>

#include "common/log/log.hpp"
#include "common/probe/probe.hpp"
#include "common/turn/answers.hpp"
#include "common/turn/engine.hpp"
#include "common/turn/fault.hpp"

namespace bookrent::turn {
namespace {

message::Error conflict() {
  message::Error error;
  error.code = message::ErrorCode::conflict;
  error.reason = "key_reused";
  error.message = "this idempotency key was used for another request; use a new one";
  return error;
}

message::Error not_read_yet(const std::string& context, const std::string& what) {
  message::Error error;
  error.code = message::ErrorCode::unavailable;
  error.reason = "not_read_yet";
  error.message = fmt::format(
      "{}, as far as {} has read; it has not read everything yet: ask again in a moment", what,
      context);
  error.retryable = true;
  error.retry_after_ms = storage_pause.count();
  return error;
}

}  // namespace

void Engine::serve(message::Request request, Effects& effects) {
  if (request.op != "metrics") figures_.arrived(request.id, request.op);
  const message::Operation* operation = find_operation(request.op);
  if (operation == nullptr)
    return respond(request.id,
                   message::error_reply(
                       {}, invalid(fmt::format("{} has no operation '{}'", context_, request.op))));
  if (auto denial = message::denial(operation->rule, request.principal, request.op, context_))
    return respond(request.id, message::error_reply({}, *std::move(denial)));
  const clock::Steady deadline = now_ + clock::Milliseconds{request.ttl_ms};
  if (reached(request.after)) return serve_now(request, deadline, false, effects);
  probe::reached("turn: a request waits for what it has seen");
  holds_.add({std::move(request), std::min(now_ + hold_time, deadline - answer_margin), deadline});
}

void Engine::serve_held(Effects& effects) {
  const auto ready = [this](const message::Positions& after) { return reached(after); };
  for (const Holds::Held& held : holds_.take(now_, ready)) {
    released_.push_back(held);
    serve_now(held.request, held.deadline, !reached(held.request.after), effects);
  }
}

void Engine::serve_now(const message::Request& request, clock::Steady deadline, bool stale,
                       Effects& effects) {
  log::debug("request", {{"op", request.op}, {"trace", log::trace_of(request.traceparent)}});
  if (find_operation(request.op)->kind == message::OperationKind::command)
    return serve_command(request, deadline, effects);
  if (request.op == "audit") return audits_.push_back({request, stale});
  if (request.op == "backup") return orders_.push_back(request);
  if (request.op == "restart") return restart(request);
  stale = stale || reads_history();
  Answer answer = attempt(request, effects);
  auto& reply = std::get<message::Reply>(answer);
  if (stale) mark_stale(reply);
  respond(request.id, std::move(reply));
}

/// What a reader does not find may only not have been read yet: that is no answer.
void Engine::mark_stale(message::Reply& reply) const {
  probe::reached("turn: a stale answer");
  reply.stale = true;
  if (read_model_ && reply.error && reply.error->code == message::ErrorCode::not_found)
    reply.error = not_read_yet(context_, reply.error->message);
}

bool Engine::reads_history() const {
  return read_model_ &&
         std::ranges::any_of(subscriptions_, [](const auto& one) { return one->reads_history(); });
}

void Engine::serve_command(const message::Request& request, clock::Steady deadline,
                           Effects& effects) {
  if (request.key.empty())
    return respond(request.id, message::error_reply({}, invalid("key is missing")));
  if (find_operation(request.op)->secret) return serve_secret(request, effects);
  if (const auto stored = replies_.find(request)) return serve_repeat(request, *stored, deadline);
  const std::size_t events_before = effects.events().size();
  Answer answer = attempt(request, effects);
  if (auto* later = std::get_if<Later>(&answer)) {
    replies_.store(request, later->so_far, false, effects.now());
    return wait(request, std::move(later->so_far), deadline);
  }
  auto& reply = std::get<message::Reply>(answer);
  if (effects.events().size() > events_before) reply.position = effects.position();
  const bool keep = !probe::planted("key not stored") && (!reply.error || !reply.error->retryable);
  if (keep) replies_.store(request, reply, true, effects.now());
  respond(request.id, std::move(reply));
}

/// Nothing of it is kept, so a repeat is done anew; what is secret is not kept by its hash either,
/// which would tell it to whoever guesses.
void Engine::serve_secret(const message::Request& request, Effects& effects) {
  const std::size_t events_before = effects.events().size();
  Answer answer = attempt(request, effects);
  auto& reply = std::get<message::Reply>(answer);
  if (effects.events().size() > events_before) reply.position = effects.position();
  respond(request.id, std::move(reply));
}

void Engine::serve_repeat(const message::Request& request, const StoredReply& stored,
                          clock::Steady deadline) {
  if (!stored.same_request) return respond(request.id, message::error_reply({}, conflict()));
  probe::reached(stored.final ? "turn: a repeat gets the stored reply" : "turn: a repeat joins");
  if (stored.final) return respond(request.id, stored.reply);
  wait(request, stored.reply, deadline);
}

Answer Engine::attempt(const message::Request& request, Effects& effects) {
  Answer answer = message::error_reply({}, internal_fault());
  undo_unless(effects, [&] {
    answer = attempt_builtin(request, effects);
    const auto* reply = std::get_if<message::Reply>(&answer);
    return reply == nullptr || !reply->error || reply->outcome == message::Outcome::applied;
  });
  return answer;
}

Answer Engine::attempt_builtin(const message::Request& request, Effects& effects) {
  if (request.op == "rebuild") return rebuild(request);
  message::Reply reply;
  if (request.op == "health")
    reply.body = health(effects);
  else if (request.op == "metrics")
    reply.body = all_figures(effects);
  else
    return service_.handle(request, effects);
  return reply;
}

void Engine::wait(const message::Request& request, message::Reply so_far, clock::Steady deadline) {
  joined_.push_back(request.id);
  waiters_.add({request.principal->id(), request.key, request.id, deadline - answer_margin,
                std::move(so_far)});
}

void Engine::respond(const std::string& id, message::Reply reply,
                     std::optional<message::Reply> so_far) {
  reply.id = id;
  answers_.push_back({std::move(reply), std::move(so_far)});
}

void Engine::settle_late_replies(Effects& effects) {
  for (LateReply& late : effects.late_replies()) {
    if (late.reply.error && late.reply.error->retryable)
      replies_.forget(late.principal, late.key);
    else
      replies_.complete(late.principal, late.key, late.reply);
    for (const Waiters::Waiter& waiter : waiters_.take(late.principal, late.key))
      respond(waiter.request_id, late.reply, waiter.so_far);
  }
}

void Engine::take_reply(const message::Reply& reply, Effects& effects) {
  const auto found = open_calls_.find(reply.id);
  if (found == open_calls_.end()) return;  // answered already, or given up
  CallReply call = found->second.call;
  answered_calls_.insert(open_calls_.extract(found));
  call.reply = reply;
  undo_unless(effects, [&] {
    service_.replied(call, effects);
    return true;
  });
}

void Engine::take_events(const message::Events& events, Effects& effects) {
  const auto found = std::ranges::find(subscriptions_, events.source,
                                       [](const auto& one) { return one->source(); });
  if (found == subscriptions_.end()) return;
  lag_of(**found).heard(now_);
  const auto apply = [&](const eventlog::Event& event) -> std::expected<void, std::string> {
    std::expected<void, std::string> result = std::unexpected("a fault; the log says more");
    undo_unless(effects, [&] {
      result = service_.apply(event, effects);
      return result.has_value();
    });
    return result;
  };
  (*found)->receive(events, apply);
  if (const auto& stopped = (*found)->stopped())
    log::error("reading a source was stopped", {{"source", events.source}, {"why", *stopped}});
}

bool Engine::reached(const message::Positions& after) const {
  return std::ranges::all_of(subscriptions_, [&](const auto& one) {
    const auto wanted = after.find(one->source());
    return wanted == after.end() || one->sequence() >= wanted->second.sequence ||
           (!one->epoch().empty() && one->epoch() != wanted->second.epoch);
  });
}

const message::Operation* Engine::find_operation(const std::string& name) const {
  const auto found = std::ranges::find(operations_, name, &message::Operation::name);
  return found == operations_.end() ? nullptr : &*found;
}

}  // namespace bookrent::turn
