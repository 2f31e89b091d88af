#include "cli/commands/pipeline.hpp"

#include <algorithm>

namespace bookrent::cli {

void Pipeline::add(std::size_t line, message::Request request) {
  while (client_.under_way() >= pipelined_max) take_some();
  slots_.push_back({line, client_.submit(std::move(request), session_.deadline()), {}});
}

void Pipeline::add_answered(std::size_t line, message::Reply reply) {
  slots_.push_back({line, 0, std::move(reply)});
  deliver_ready();
}

void Pipeline::finish() {
  while (client_.under_way() > 0) take_some();
  deliver_ready();
  session_.seen(seen_);
}

void Pipeline::take_some() {
  for (client::Outcome& outcome : client_.wait(clock::Steady::max())) {
    const std::size_t ticket = outcome.ticket;
    const auto slot = std::ranges::find(slots_, ticket, &Slot::ticket);
    if (slot != slots_.end())
      slot->reply = session_.reply_of(std::move(outcome), message::OperationKind::command);
  }
  deliver_ready();
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
