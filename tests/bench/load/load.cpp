#include "tests/bench/load/load.hpp"

#include <fmt/format.h>

#include "common/contract/codec.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/view.hpp"

namespace bookrent::bench {
namespace {

using Clock = std::chrono::steady_clock;
using message::OperationKind;

template <class Message>
void say(message::Request& request, std::string_view context, const Message& message) {
  request.to = context;
  request.op = Message::operation;
  request.body = contract::encode(message);
}

}  // namespace

Measured Load::run(const Notice& notice) {
  begun_ = Clock::now();
  if (loop_.rate) pace_.emplace(*loop_.rate, begun_);
  while (true) {
    const bool wait_for_time = send_due();
    if (under_way_.empty() && is_over()) return measured_;
    // The notice comes ten times a second also where nothing is answered.
    const auto until = session_.clock().steady() + std::chrono::milliseconds{100};
    for (client::Outcome& outcome : client_.wait(until, wait_for_time ? timer_.descriptor() : -1))
      take(std::move(outcome));
    notice(measured_);
  }
}

bool Load::is_over() const {
  if (loop_.requests) return sent_ >= *loop_.requests;
  return meant_now() >= begun_ + loop_.duration;
}

/// When the next request is meant to begin.
Moment Load::meant_now() const { return pace_ ? pace_->due(sent_) : Clock::now(); }

bool Load::has_room() const {
  return under_way_.size() < (pace_ ? under_way_max : static_cast<std::size_t>(loop_.in_flight));
}

/// Sends all that is meant to begin by now; whether the next is waited for by the clock.
bool Load::send_due() {
  while (!is_over() && has_room()) {
    const Moment meant = meant_now();
    if (meant > Clock::now()) {
      timer_.set(meant);
      return true;
    }
    if (!send(meant)) return false;
  }
  return false;
}

bool Load::send(Moment meant) {
  const auto wish = demand_.next();
  if (!wish) return false;
  ++sent_;
  under_way_[client_.submit(request_for(*wish), session_.deadline())] = {*wish, meant};
  return true;
}

/// As the command would ask. Who looks at a rental has seen that it was made.
message::Request Load::request_for(const Wish& wish) {
  message::Request request;
  request.key = fmt::format("{}-{}", session_.key(), sent_);
  request.token = session_.token();
  switch (wish.kind) {
    case Kind::rent:
      say(request, contract::rental_context, contract::RentBook{wish.user_id, wish.book_id, {}});
      break;
    case Kind::cancel:
      say(request, contract::rental_context, contract::CancelRental{wish.rental_id});
      break;
    case Kind::give_back:
      say(request, contract::rental_context, contract::ReturnRental{wish.rental_id});
      break;
    case Kind::status:
      say(request, contract::view_context, contract::RentalState{wish.rental_id});
      request.after[std::string{contract::rental_context}] = {epoch_, wish.sequence};
      break;
  }
  return request;
}

void Load::take(client::Outcome outcome) {
  const auto found = under_way_.find(outcome.ticket);
  if (found == under_way_.end()) return;
  const auto [wish, meant] = found->second;
  under_way_.erase(found);
  const Moment now = Clock::now();
  measured_.took = now - begun_;
  const message::Reply reply =
      session_.reply_of(std::move(outcome),
                        wish.kind == Kind::status ? OperationKind::query : OperationKind::command);
  if (reply.error) return count_error(wish, *reply.error);
  measured_.of[static_cast<std::size_t>(wish.kind)].latency.add(now - meant);
  settle(wish, reply);
}

void Load::settle(const Wish& wish, const message::Reply& reply) {
  if (wish.kind != Kind::rent) return demand_.ended(wish);
  const auto rental = contract::decode<contract::Rental>(reply.body);
  const auto place = reply.position.find(std::string{contract::rental_context});
  if (!rental || place == reply.position.end())
    throw std::runtime_error("the reply to a rent cannot be read");
  epoch_ = place->second.epoch;
  demand_.rented(wish, rental->rental_id, place->second.sequence);
}

void Load::count_error(const Wish& wish, const message::Error& error) {
  const std::string code{text_of(error.code)};
  ++measured_.of[static_cast<std::size_t>(wish.kind)]
        .errors[error.reason.empty() ? code : fmt::format("{} ({})", code, error.reason)];
  demand_.failed(wish);
}

}  // namespace bookrent::bench
