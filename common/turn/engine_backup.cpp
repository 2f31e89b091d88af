#include <utility>

#include "common/log/log.hpp"
#include "common/turn/answers.hpp"
#include "common/turn/engine.hpp"

namespace bookrent::turn {
namespace {

message::Error failed(std::string why) {
  message::Error error;
  error.code = message::ErrorCode::storage;
  error.reason = "backup_failed";
  error.message = std::move(why);
  return error;
}

message::Error another_runs() {
  message::Error error;
  error.code = message::ErrorCode::overloaded;
  error.reason = "backup_runs";
  error.message = "another backup is being made; wait for it";
  error.retryable = true;
  return error;
}

/// What is taken also by a context that stands still: the orders that end it, and the gateway's own
/// messages, which change nothing.
bool passes(const bus::Parcel& parcel) {
  const auto message = message::decode(parcel.parts);
  if (!message) return false;
  if (const auto* request = std::get_if<message::Request>(&*message))
    return request->op == "backup";
  return std::holds_alternative<message::Heartbeat>(*message) ||
         std::holds_alternative<message::Reset>(*message) ||
         std::holds_alternative<message::Drain>(*message);
}

}  // namespace

/// Whoever stands still sends nothing either. So no context has what another one sent after its
/// copy was final, and the copies fit together, whatever the contexts have to do with each other.
std::vector<bus::Parcel> Engine::admit(std::span<const bus::Parcel> arrived) {
  const bool still = stands_still();
  std::vector<bus::Parcel> taken;
  if (!still) taken = std::exchange(waiting_, {});
  for (const bus::Parcel& parcel : arrived)
    (!still || passes(parcel) ? taken : waiting_).push_back(parcel);
  return taken;
}

/// Only once the turn has ended: a copy cannot be made inside a transaction.
void Engine::answer_orders() {
  for (const message::Request& request : orders_) {
    message::Reply reply = answer_order(request);
    reply.id = request.id;
    send(reply);
  }
  orders_.clear();
}

message::Reply Engine::answer_order(const message::Request& request) try {
  const auto order = backup::order_of_json(request.body);
  if (!order) return message::error_reply({}, invalid(order.error()));
  if (backup_ && backup_->backup() != order->backup && !backup_->finished())
    return message::error_reply({}, another_runs());
  if (failed_backup_.first == order->backup && order->step != backup::Step::drop)
    return message::error_reply({}, failed(failed_backup_.second));
  carry_out(*order);
  message::Reply reply;
  reply.body = backup::json_of(backup_ ? backup_->report() : backup::Report{.context = context_});
  return reply;
} catch (const backup::Failed& fault) {
  backup_failed(fault.what());
  return message::error_reply({}, failed(fault.what()));
}

void Engine::carry_out(const backup::Order& order) {
  const bool ours = backup_ && backup_->backup() == order.backup;
  if (order.step == backup::Step::drop) {
    if (ours) backup_->take_away();
    if (ours) backup_.reset();
    return;
  }
  if (!ours && order.step == backup::Step::copy && !draining_) {
    backup_.reset();
    backup_ = std::make_unique<backup::Part>(order.backup, order.directory, context_, store_, now_);
    log::info("a backup begins", {{"directory", order.directory}});
  } else if (!ours) {
    throw backup::Failed(context_ +
                         " knows nothing of this backup (its daemon started anew, or "
                         "nobody asked for too long); back up again");
  }
  backup_->take(order, log_.epoch(), log_.head(), now_);
}

/// A piece of the copy; nothing that goes wrong with it is the database's.
void Engine::go_on_with_backup() try {
  if (!backup_) return;
  if (!backup_->forgotten(now_)) return backup_->go_on(now_);
  backup_->take_away();
  backup_.reset();
} catch (const backup::Failed& fault) {
  backup_failed(fault.what());
}

void Engine::backup_failed(const std::string& why) {
  log::error("a backup failed", {{"why", why}});
  if (backup_) failed_backup_ = {backup_->backup(), why};
  backup_.reset();
}

}  // namespace bookrent::turn
