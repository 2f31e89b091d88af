#pragma once
// Requests and fetches that were taken and are not done with: each has a ticket and a deadline.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/bus/node.hpp"
#include "common/clock/clock.hpp"
#include "common/message/message.hpp"
#include "daemons/gateway/routing/registry.hpp"

namespace bookrent::gateway {

/// Who asked, and the correlation id that it chose.
struct Sender {
  bus::Link link = bus::Link::clients;
  std::string peer;
  std::string id;
};

struct Pending {
  Sender sender;
  message::Message message;  // the Request or Fetch, kept for sending it again
  std::size_t bytes = 0;     // of its frames, as they came
  Context* context = nullptr;
  clock::Steady deadline;

  Ticket ticket = 0;
  Worker* worker = nullptr;    // who has it now; null while it waits in the context's queue
  std::uint32_t attempts = 0;  // how often a worker got it
  bool given_up = false;       // its sender waits no longer; its place at the worker is still taken

  bool is_fetch() const { return std::holds_alternative<message::Fetch>(message); }
};

class PendingRequests {
 public:
  /// Gives `pending` its ticket. References stay valid until it is erased.
  Pending& add(Pending pending);
  Pending* find(Ticket ticket);
  void erase(const Pending& pending);
  /// Its sender has been told that time is up: only the place at its worker is kept, `until`.
  void give_up(Pending& pending, clock::Steady until);

  /// One whose deadline has come; null when there is none.
  Pending* overdue(clock::Steady now);
  clock::Steady next_deadline() const;
  /// All that `worker` has.
  std::vector<Ticket> with(const Worker& worker) const;

  std::size_t size() const { return pending_.size(); }
  std::size_t bytes() const { return bytes_; }

 private:
  std::unordered_map<Ticket, Pending> pending_;
  std::set<std::pair<clock::Steady, Ticket>> deadlines_;
  std::size_t bytes_ = 0;
  Ticket last_ = 0;
};

/// The correlation id under which a worker gets a request: `<session>-<ticket>-<attempt>`. Each
/// attempt has its own, so that the answer to one that was given up is never taken for another's;
/// the session keeps apart what a gateway before this one sent.
struct AttemptId {
  Ticket ticket = 0;
  std::uint32_t attempt = 0;
  bool operator==(const AttemptId&) const = default;
};
std::string text_of(AttemptId id, std::string_view session);
/// Nothing when `text` is not an id that this session gave out.
std::optional<AttemptId> attempt_id(std::string_view text, std::string_view session);

}  // namespace bookrent::gateway
