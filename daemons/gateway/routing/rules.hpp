#pragma once
// Who may call what. The gateway knows no operation itself: the rules of a context are what its
// workers announce, and what nobody announced is denied.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/message/message.hpp"

namespace bookrent::gateway {

class Rules {
 public:
  Rules() = default;
  explicit Rules(const std::vector<message::Operation>& operations);

  /// Why `request`, which carries its principal, may not be sent; nothing when it may.
  std::optional<message::Error> refusal(const message::Request& request) const;
  /// Whether an operation changes nothing; false for one that nobody announced.
  bool is_query(const std::string& operation) const;
  const std::map<std::string, message::Operation>& operations() const { return operations_; }

 private:
  std::map<std::string, message::Operation> operations_;  // by name
};

/// Reading a source's log, which the gateway takes for every source.
const message::Operation& fetch_operation();

/// Why a reader may not have a source's whole history: it holds what each user did.
std::optional<message::Error> refusal(const message::Fetch& fetch);

}  // namespace bookrent::gateway
