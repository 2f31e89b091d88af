#pragma once
// What this user's commands have caused so far, per suite: sent along with later requests, so that
// whoever answers them has seen it (read your writes). Kept in $XDG_STATE_HOME/bookrent/.
#include <filesystem>
#include <string>

#include "common/message/message.hpp"

namespace bookrent::cli {

class PositionFile {
 public:
  /// `endpoint` names the suite.
  explicit PositionFile(const std::string& endpoint);

  /// What is known; empty when there is no file, or it cannot be read: then views may be a moment
  /// behind, and nothing worse.
  message::Positions load() const;
  /// Adds `seen` to the file. Failure is silent for the same reason.
  void add(const message::Positions& seen) const;

 private:
  std::filesystem::path file_;
};

}  // namespace bookrent::cli
