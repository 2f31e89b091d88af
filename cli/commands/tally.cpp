#include "cli/commands/tally.hpp"

#include <algorithm>
#include <array>

namespace bookrent::cli {
namespace {

constexpr std::array by_gravity{done,      refused,     bad_records, not_allowed,
                                try_later, unavailable, storage,     internal};

/// In a batch, a record that names nobody is a bad record like any other.
ExitStatus status_in_batch(const message::Error& error) {
  const ExitStatus status = exit_status_of(error.code);
  return status == usage || status == not_found ? bad_records : status;
}

}  // namespace

void Tally::count(const message::Reply& reply) {
  ++total_;
  if (!reply.error) return;
  const ExitStatus status = status_in_batch(*reply.error);
  if (std::ranges::find(by_gravity, status) > std::ranges::find(by_gravity, status_))
    status_ = status;
}

}  // namespace bookrent::cli
