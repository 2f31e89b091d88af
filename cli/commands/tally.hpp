#pragma once
// How the records of one run ended, and the exit status for them together.
#include <cstdint>

#include "cli/exit_status.hpp"
#include "common/message/message.hpp"

namespace bookrent::cli {

class Tally {
 public:
  void count(const message::Reply& reply);
  std::uint64_t total() const { return total_; }
  /// The gravest: what the suite could not do, before records that were bad, before refusals.
  ExitStatus status() const { return status_; }

 private:
  std::uint64_t total_ = 0;
  ExitStatus status_ = done;
};

}  // namespace bookrent::cli
