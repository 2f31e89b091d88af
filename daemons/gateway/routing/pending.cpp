#include "daemons/gateway/routing/pending.hpp"

#include <fmt/format.h>

#include <charconv>

namespace bookrent::gateway {
namespace {

/// Takes a number and the `-` before it off the front of `text`.
template <class Number>
bool take_number(std::string_view& text, Number& number) {
  if (!text.starts_with('-')) return false;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 1, end, number);
  text = {read.ptr, end};
  return read.ec == std::errc{};
}

}  // namespace

Pending& PendingRequests::add(Pending pending) {
  pending.ticket = ++last_;
  bytes_ += pending.bytes;
  deadlines_.emplace(pending.deadline, pending.ticket);
  return pending_.emplace(pending.ticket, std::move(pending)).first->second;
}

Pending* PendingRequests::find(Ticket ticket) {
  const auto found = pending_.find(ticket);
  return found == pending_.end() ? nullptr : &found->second;
}

void PendingRequests::erase(const Pending& pending) {
  bytes_ -= pending.bytes;
  deadlines_.erase({pending.deadline, pending.ticket});
  pending_.erase(pending.ticket);
}

void PendingRequests::give_up(Pending& pending, clock::Steady until) {
  bytes_ -= std::exchange(pending.bytes, 0);
  deadlines_.erase({pending.deadline, pending.ticket});
  deadlines_.emplace(until, pending.ticket);
  pending.deadline = until;
  pending.message = {};
  pending.given_up = true;
}

Pending* PendingRequests::overdue(clock::Steady now) {
  if (next_deadline() > now) return nullptr;
  return find(deadlines_.begin()->second);
}

clock::Steady PendingRequests::next_deadline() const {
  return deadlines_.empty() ? clock::Steady::max() : deadlines_.begin()->first;
}

std::vector<Ticket> PendingRequests::with(const Worker& worker) const {
  std::vector<Ticket> tickets;
  for (const auto& [ticket, pending] : pending_)
    if (pending.worker == &worker) tickets.push_back(ticket);
  return tickets;
}

std::string text_of(AttemptId id, std::string_view session) {
  return fmt::format("{}-{}-{}", session, id.ticket, id.attempt);
}

std::optional<AttemptId> attempt_id(std::string_view text, std::string_view session) {
  if (!text.starts_with(session)) return std::nullopt;
  text.remove_prefix(session.size());
  AttemptId id;
  if (!take_number(text, id.ticket) || !take_number(text, id.attempt) || !text.empty())
    return std::nullopt;
  return id;
}

}  // namespace bookrent::gateway
