#include "tests/simulation/customer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/contract/book.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"
#include "common/probe/probe.hpp"

namespace bookrent::simulation {
namespace {

constexpr Time repeat_after = second;  // as the client library
constexpr std::int64_t books_named_max = 5;

template <class Message>
Command command(std::string_view context, const Message& message) {
  Command made;
  made.context = context;
  made.op = Message::operation;
  made.body = contract::encode(message);
  return made;
}

}  // namespace

Customer::Customer(World world, Dice dice, std::string name)
    : world_(std::move(world)), dice_(std::move(dice)), name_(std::move(name)) {
  world_.suite.add_client(
      name_, [this](const message::Parts& parts) { receive(parts); },
      [this] {
        for (const std::size_t index : open_)
          if (history_[index].repeats) send(index);
      });
}

void Customer::act(int times) {
  actions_left_ += times;
  act_later();
}

void Customer::act_later() {
  world_.schedule.at(world_.schedule.now() + dice_.between(1, 600) * millisecond, [this] {
    if (actions_left_ == 0) return;
    --actions_left_;
    act_now();
  });
}

void Customer::act_now() {
  if (user_id_ == 0) {
    submit(command(contract::user_context,
                   contract::AddUser{name_, fmt::format("{}@example.org", name_), {}}));
    return;
  }
  const std::int64_t roll = dice_.between(1, 100);
  if (roll <= 5 || history_.size() == 1) {
    submit(add_book());
  } else if (roll <= 18) {
    contract::ChangeBook change;
    change.book_id = dice_.between(1, books_named_max);
    change.copies = dice_.between(1, 3);
    submit(command(contract::book_context, change));
  } else if (roll <= 60) {
    submit(rent());
  } else if (roll <= 75) {
    submit(end(contract::CancelRental::operation));
  } else if (roll <= 85) {
    submit(end(contract::ReturnRental::operation));
  } else {
    submit(repeat());
  }
}

Command Customer::add_book() {
  contract::AddBook book;
  book.title = fmt::format("{}의 책 {}", name_, history_.size());
  book.fee = dice_.between(0, 3) * 500;
  book.copies = dice_.between(1, 2);
  return command(contract::book_context, book);
}

Command Customer::rent() {
  contract::RentBook rent;
  rent.user_id = user_id_;
  rent.book_id = dice_.between(1, dice_.chance(0.8) ? 3 : books_named_max);
  return command(contract::rental_context, rent);
}

Command Customer::end(const char* op) {
  const std::int64_t id = rentals_.empty() ? dice_.between(1, 20) : dice_.pick(rentals_);
  Command made = command(contract::rental_context, contract::CancelRental{id});
  made.op = op;
  made.rental_id = id;
  return made;
}

/// A person who presses the key twice, or a script that runs again.
Command Customer::repeat() {
  std::vector<Command> told;
  for (const Command& past : history_)
    if (past.told && !past.key.empty()) told.push_back(past);
  if (told.empty()) return rent();
  Command again = dice_.pick(told);
  again.told.reset();
  again.last.reset();
  again.ended = false;
  return again;
}

std::size_t Customer::submit(Command made) {
  if (made.key.empty()) made.key = random::uuid(dice_);
  if (made.traceparent.empty()) made.traceparent = random::traceparent(dice_);
  made.give_up_at =
      world_.schedule.now() + (made.repeats ? dice_.between(2'000, 12'000) : 12'000) * millisecond;
  made.id = fmt::format("{}-{}", name_, ++attempts_);
  history_.push_back(std::move(made));
  const std::size_t index = history_.size() - 1;
  open_.push_back(index);
  send(index);
  world_.schedule.at(history_[index].give_up_at, [this, index] {
    if (!history_[index].ended) finish(index, std::nullopt);
  });
  return index;
}

void Customer::send(std::size_t index) {
  const Command& made = history_[index];
  message::Request request;
  request.id = made.id;
  request.to = made.context;
  request.op = made.op;
  request.key = made.key;
  request.ttl_ms =
      std::max<std::int64_t>((made.give_up_at - world_.schedule.now()) / millisecond, 1);
  request.token = support::manager_token();
  request.traceparent = made.traceparent;
  request.after = made.after;
  request.body = made.body;
  world_.suite.send_from_client(name_, message::encode(request));
  if (made.repeats) send_again_later(index);
}

void Customer::send_again_later(std::size_t index) {
  world_.schedule.at(world_.schedule.now() + repeat_after, [this, index, id = history_[index].id] {
    if (!history_[index].ended && history_[index].id == id) send(index);
  });
}

void Customer::receive(const message::Parts& parts) {
  const auto message = message::decode(parts);
  const auto* reply = message ? std::get_if<message::Reply>(&*message) : nullptr;
  if (reply == nullptr) return;
  const auto open = std::ranges::find_if(
      open_, [&](std::size_t index) { return history_[index].id == reply->id; });
  if (open != open_.end()) take(*open, *reply);
}

/// What can be tried again is, under the same key, while its patience lasts.
void Customer::take(std::size_t index, const message::Reply& reply) {
  Command& made = history_[index];
  made.last = reply;
  if (!reply.error || !reply.error->retryable) return finish(index, reply);
  const Time wait = reply.error->retry_after_ms.value_or(300) * millisecond;
  if (!made.repeats || world_.schedule.now() + wait >= made.give_up_at)
    return finish(index, std::nullopt);
  made.id = fmt::format("{}-{}", name_, ++attempts_);
  world_.schedule.at(world_.schedule.now() + wait, [this, index, id = made.id] {
    if (!history_[index].ended && history_[index].id == id) send(index);
  });
}

void Customer::finish(std::size_t index, std::optional<message::Reply> told) {
  Command& made = history_[index];
  made.ended = true;
  made.told = std::move(told);
  std::erase(open_, index);
  if (!made.told) probe::reached("customer: was never told");
  if (made.told && !made.told->error) learn(made, *made.told);
  if (actions_left_ > 0) act_later();
}

void Customer::learn(const Command& made, const message::Reply& reply) {
  if (made.context == contract::user_context) {
    if (const auto user = contract::decode<contract::User>(reply.body)) user_id_ = user->user_id;
  } else if (made.context == contract::rental_context) {
    const auto rental = contract::decode<contract::Rental>(reply.body);
    if (!rental) return world_.complain("a reply that cannot be read: " + reply.body);
    if (made.op == contract::RentBook::operation) rentals_.push_back(rental->rental_id);
    if (dice_.chance(0.3)) look_at(rental->rental_id, reply.position);
  }
}

/// P9: what it was told, its next look shows, or says that it is stale.
void Customer::look_at(std::int64_t rental_id, const message::Positions& after) {
  Command look = command(contract::view_context, contract::RentalState{rental_id});
  look.rental_id = rental_id;
  look.after = after;
  submit(std::move(look));
}

void Customer::send_once() {
  Command made = rent();
  made.repeats = false;
  submit(std::move(made));
}

}  // namespace bookrent::simulation
