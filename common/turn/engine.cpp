#include "common/turn/engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/log/log.hpp"
#include "common/probe/probe.hpp"
#include "common/turn/fault.hpp"

namespace bookrent::turn {
namespace {

constexpr clock::Milliseconds purge_interval = std::chrono::minutes{1};

/// Thrown through a turn that has to be begun anew. Nobody else catches it: it is no exception that
/// a handler could mean.
struct HasChanged {};

std::vector<message::Operation> with_builtins(std::vector<message::Operation> operations,
                                              const std::vector<std::string>& rebuildable) {
  using enum message::OperationKind;
  operations.push_back({"health", query, message::for_everybody()});
  operations.push_back({"metrics", query, message::for_daemons()});
  operations.push_back({"audit", query, message::for_managers("admin")});
  operations.push_back({"backup", query, message::for_managers("admin")});
  operations.push_back({"restart", query, message::for_managers("admin")});
  if (!rebuildable.empty())
    operations.push_back({"rebuild", query, message::for_managers("admin")});
  return operations;
}

bool takes_no_command(const std::vector<message::Operation>& operations) {
  return std::ranges::none_of(operations, [](const message::Operation& one) {
    return one.kind == message::OperationKind::command;
  });
}

}  // namespace

Engine::Engine(std::string context, store::Store& store, Service& service,
               const clock::Clock& clock, random::Random& random)
    : context_(std::move(context)),
      store_(store),
      service_(service),
      clock_(clock),
      random_(random),
      instance_(random::uuid(random)),
      log_(store, context_, random),
      replies_(store),
      operations_(with_builtins(service.operations(), service.projected_sources())),
      read_model_(takes_no_command(operations_)),
      figures_(operations_),
      started_wall_(clock.now()),
      now_(clock.steady()),
      started_(now_),
      next_heartbeat_(now_),
      next_purge_(now_) {
  for (const std::string& source : service.sources()) {
    subscriptions_.push_back(std::make_unique<eventlog::Subscription>(store, source));
    lags_.emplace_back(now_);
    unread_.insert(source);
  }
}

std::vector<bus::Parcel> Engine::turn(std::span<const bus::Parcel> arrived) {
  now_ = clock_.steady();
  forget_turn();
  std::vector<bus::Parcel> admitted;
  if (stands_still() || !waiting_.empty()) arrived = admitted = admit(arrived);
  figures_.began(arrived.size());
  if (!try_turn(arrived)) {
    begin_anew();
    try_turn(arrived);
  }
  go_on_with_backup();
  keep_in_touch();
  return std::move(out_);
}

void Engine::forget_turn() {
  out_.clear();
  answers_.clear();
  joined_.clear();
  answered_calls_.clear();
  released_.clear();
  fetches_.clear();
  audits_.clear();
  orders_.clear();
  now_read_.clear();
  start_over_ = false;
}

/// False when a message would have to be undone by itself, and nothing is there to undo it with.
bool Engine::try_turn(std::span<const bus::Parcel> arrived) try {
  Effects effects(log_, clock_.now(), now_);
  store_.begin();
  handle_all(arrived, effects);
  finish(effects);
  figures_.handled();
  if (!probe::planted("reply before commit")) store_.commit();
  figures_.committed();
  if (start_over_) start_over();
  release(effects);
  return true;
} catch (const HasChanged&) {
  return false;
} catch (const SQLite::Exception& fault) {
  if (store::fault_of(fault) == store::StorageFault::broken) give_up_storage(fault);
  log::error("a turn was undone", {{"fault", fault.what()}});
  figures_.undone();
  writable_ = writable_ && store::fault_of(fault) != store::StorageFault::full;
  abandon(arrived);
  return true;
}

void Engine::give_up_storage(const SQLite::Exception& fault) {
  store_.sync_no_more();
  throw StorageBroken(fmt::format("{}: {}", store_.file().string(), fault.what()));
}

/// The database and what was read from it are as before the turn.
void Engine::undo_turn() {
  store_.rollback();
  log_.reload();
  for (const auto& subscription : subscriptions_) subscription->reload();
  for (const std::string& id : joined_) waiters_.take_request(id);
}

/// So is what the turn took out of memory. A page of events that it took is fetched once more.
void Engine::begin_anew() {
  log::warn("a turn was begun anew, for one of its messages was refused halfway");
  undo_turn();
  for (Holds::Held& held : released_) holds_.add(std::move(held));
  open_calls_.merge(answered_calls_);
  forget_turn();
  careful_until_ = now_ + careful_time;
}

void Engine::handle_all(std::span<const bus::Parcel> arrived, Effects& effects) {
  for (const bus::Parcel& parcel : arrived) receive(parcel, effects);
  if (stands_still()) return;
  serve_held(effects);
  tell_history_read(effects);
  if (now_ < tick_after_) return;
  const bool worked = undo_unless(effects, [&] {
    service_.tick(effects);
    return true;
  });
  if (!worked) tick_after_ = now_ + fault_pause;
}

void Engine::tell_history_read(Effects& effects) {
  if (unread_.empty()) return;
  for (const auto& one : subscriptions_) {
    if (!unread_.contains(one->source()) || !one->caught_up()) continue;
    const bool told = undo_unless(effects, [&] {
      service_.history_read(one->source(), effects);
      return true;
    });
    if (told) now_read_.insert(one->source());
  }
}

void Engine::receive(const bus::Parcel& parcel, Effects& effects) {
  auto message = message::decode(parcel.parts);
  if (!message) {
    ++malformed_;
    figures_.malformed();
    log::warn("a malformed message", {{"what", message.error().what}, {"count", malformed_}});
    return;
  }
  if (auto* request = std::get_if<message::Request>(&*message))
    serve(std::move(*request), effects);
  else if (const auto* reply = std::get_if<message::Reply>(&*message))
    take_reply(*reply, effects);
  else if (const auto* events = std::get_if<message::Events>(&*message))
    take_events(*events, effects);
  else if (const auto* fetch = std::get_if<message::Fetch>(&*message))
    probe::planted("page shown before its commit") ? send(log_.page(*fetch))
                                                   : fetches_.push_back(*fetch);
  else if (std::holds_alternative<message::Heartbeat>(*message))
    known_to_gateway_ = true;
  else if (std::holds_alternative<message::Reset>(*message))
    announce_ = true;
  else if (std::holds_alternative<message::Drain>(*message))
    last_received_ = draining_;
}

/// What `work` did is undone when it says false, or throws: a fault of one message is not one of
/// others.
bool Engine::undo_unless(Effects& effects, const std::function<bool()>& work) {
  std::optional<store::Savepoint> savepoint;
  if (now_ < careful_until_) savepoint.emplace(store_);
  const std::int64_t changes = store_.changes();
  const Effects::Mark mark = effects.mark();
  bool keep = false;
  try {
    keep = work();
  } catch (const SQLite::Exception& fault) {
    if (store::fault_of(fault) != store::StorageFault::refused) throw;
    log::error("the schema refused a change", {{"fault", fault.what()}});
  } catch (const std::exception& fault) {
    log::error("a message met a fault", {{"fault", fault.what()}});
  }
  if (keep) {
    if (savepoint) savepoint->keep();
    return true;
  }
  if (!savepoint && store_.changes() != changes) throw HasChanged{};
  if (savepoint) savepoint->undo();
  effects.undo_to(mark);
  return false;
}

void Engine::finish(Effects& effects) {
  settle_late_replies(effects);
  service_.write_changes(effects);
  if (!probe::planted("position outside the transaction")) save_positions();
  if (now_ < next_purge_) return;
  next_purge_ = replies_.purge(effects.now()) < replies_purged_max ? now_ + purge_interval : now_;
}

void Engine::save_positions() {
  for (const auto& subscription : subscriptions_) subscription->save();
}

/// The turn could not be committed: nothing of it happened, and everybody who asked is told.
void Engine::abandon(std::span<const bus::Parcel> arrived) {
  probe::reached("turn: undone");
  undo_turn();
  audits_.clear();
  orders_.clear();
  tick_after_ = now_ + storage_pause;
  for (const auto& subscription : subscriptions_) subscription->wait_to_ask(now_);
  answer_fetches();
  for (const bus::Parcel& parcel : arrived) {
    const auto message = message::decode(parcel.parts);
    if (!message) continue;
    if (const auto* request = std::get_if<message::Request>(&*message))
      give_up({*request, now_, now_ + clock::Milliseconds{request->ttl_ms}});
  }
  for (const Holds::Held& held : released_) give_up(held);
  for (Staged& late : answers_) {
    if (!late.so_far) continue;
    late.so_far->id = late.reply.id;
    send(*late.so_far);
  }
  tell_expired();
}

/// Who cannot wait any longer hears what is known.
void Engine::tell_expired() {
  for (const Waiters::Waiter& waiter : waiters_.take_expired(now_)) {
    probe::reached("turn: a caller is told what is known so far");
    message::Reply reply = waiter.so_far;
    reply.id = waiter.request_id;
    send(reply);
  }
}

void Engine::release(Effects& effects) {
  figures_.appended(effects.events().size());
  if (probe::planted("position outside the transaction")) save_positions();
  for (const std::string& source : now_read_) unread_.erase(source);
  for (const Staged& answer : answers_) send(answer.reply);
  tell_expired();
  answer_fetches();
  answer_audits();
  answer_orders();
  release_calls(effects.calls());
  release_events(effects.events());
}

/// A query shared its turn with something that did not fit: it is asked again on its own.
void Engine::give_up(const Holds::Held& held) {
  const message::Operation* operation = find_operation(held.request.op);
  const bool query = operation != nullptr && operation->kind == message::OperationKind::query;
  if (query && now_ < held.deadline)
    holds_.add({held.request, now_ + storage_pause, held.deadline});
  else
    send(message::error_reply(held.request.id, storage_full()));
}

/// Only once the turn has ended: a page read inside it would show events that may yet be undone.
void Engine::answer_fetches() {
  for (const message::Fetch& fetch : fetches_) send(log_.page(fetch));
  fetches_.clear();
}

void Engine::release_calls(const std::vector<Call>& calls) {
  std::erase_if(open_calls_, [&](const auto& open) { return open.second.until < now_; });
  for (const Call& call : calls) {
    message::Request request;
    request.id = fmt::format("{}", ++last_id_);
    request.to = call.to;
    request.op = call.op;
    request.key = call.key;
    request.ttl_ms = call.ttl.count();
    request.traceparent = call.traceparent;
    request.body = call.body;
    open_calls_[request.id] = {{call.to, call.op, call.about, {}}, now_ + call.ttl};
    send(request);
  }
}

void Engine::release_events(const std::vector<std::string>& events) {
  std::int64_t first = log_.head() - static_cast<std::int64_t>(events.size()) + 1;
  for (std::size_t from = 0; from < events.size();) {
    message::Events hint = log_.hint(first);
    std::size_t bytes = 0;
    while (from < events.size() && hint.events.size() < message::page_events_max) {
      bytes += events[from].size();
      if (!hint.events.empty() && bytes > message::page_bytes_max) break;
      hint.events.push_back(events[from++]);
    }
    first += static_cast<std::int64_t>(hint.events.size());
    send(hint);
  }
}

void Engine::send(const message::Message& message) {
  if (const auto* reply = std::get_if<message::Reply>(&message)) figures_.answered(*reply);
  out_.push_back({bus::Link::gateway, {}, message::encode(message)});
}

clock::Steady Engine::wake_at() {
  if (stands_still()) return std::min(next_heartbeat_, backup_->wake_at(now_));
  if (!waiting_.empty()) return now_;
  clock::Steady earliest = std::min({next_heartbeat_, waiters_.wake_at(), holds_.wake_at()});
  for (const auto& subscription : subscriptions_)
    earliest = std::min(earliest, subscription->wake_at(now_));
  if (draining_) earliest = std::min(earliest, drain_until_);
  if (backup_) earliest = std::min(earliest, backup_->wake_at(now_));
  const clock::Instant due = service_.wake_at();
  if (due == clock::Instant::max()) return earliest;
  const clock::Steady now = clock_.steady();
  const clock::Steady tick_at = due <= clock_.now() ? now : now + (due - clock_.now());
  return std::min(earliest, std::max(tick_at, tick_after_));
}

}  // namespace bookrent::turn
