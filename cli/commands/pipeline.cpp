#include "cli/commands/pipeline.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace bookrent::cli {
namespace {

/// Nothing was done, and who comes back later may find a place.
bool is_told_to_wait(const message::Reply& reply) {
  using enum message::ErrorCode;
  return reply.error && reply.outcome == message::Outcome::none && reply.error->retry_after_ms &&
         (reply.error->code == overloaded || reply.error->code == rate_limited);
}

}  // namespace

void Pipeline::add(std::size_t line, message::Request request) {
  while (waiting() >= pipelined_max) take_some();
  const std::size_t ticket = client_.submit(request, session_.deadline());
  slots_.push_back(
      {line, ticket, {}, std::move(request), session_.clock().steady() + told_to_wait_max});
}

void Pipeline::add_answered(std::size_t line, message::Reply reply) {
  slots_.push_back({line, 0, std::move(reply), {}, {}});
  deliver_ready();
}

void Pipeline::go_on_until(int descriptor) {
  hand_over();
  for (pollfd more{descriptor, POLLIN, 0}; ::poll(&more, 1, 0) == 0; hand_over())
    take_some(descriptor);
}

/// Whoever writes the records may wait for the answer to the last one, and then ask for what it has
/// done.
void Pipeline::hand_over() {
  session_.seen(std::exchange(seen_, {}));
  if (std::fflush(stdout) != 0) throw std::system_error(errno, std::generic_category());
}

void Pipeline::finish() {
  while (waiting() > 0) take_some();
  deliver_ready();
  session_.seen(seen_);
}

void Pipeline::take_some(int wake) {
  ask_again();
  const auto until = again_.empty() ? clock::Steady::max() : again_.begin()->first;
  for (client::Outcome& outcome : client_.wait(until, wake)) {
    const std::size_t ticket = outcome.ticket;
    const auto slot = std::ranges::find(slots_, ticket, &Slot::ticket);
    if (slot != slots_.end())
      take(*slot, session_.reply_of(std::move(outcome), message::OperationKind::command));
  }
  deliver_ready();
}

void Pipeline::take(Slot& slot, message::Reply reply) {
  const clock::Steady now = session_.clock().steady();
  if (!is_told_to_wait(reply) || now >= slot.give_up) {
    slot.reply = std::move(reply);
    return;
  }
  slot.ticket = 0;
  again_.emplace(now + clock::Milliseconds{*reply.error->retry_after_ms}, &slot);
}

void Pipeline::ask_again() {
  while (!again_.empty() && again_.begin()->first <= session_.clock().steady()) {
    Slot& slot = *again_.extract(again_.begin()).mapped();
    slot.ticket = client_.submit(slot.request, session_.deadline());
  }
}

void Pipeline::deliver_ready() {
  while (!slots_.empty() && slots_.front().reply) {
    const Slot slot = std::move(slots_.front());
    slots_.pop_front();
    for (const auto& [source, place] : slot.reply->position) seen_[source] = place;
    deliver_(slot.line, *slot.reply);
  }
}

}  // namespace bookrent::cli
