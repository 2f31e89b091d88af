#pragma once
// The links that `bookrent admin key link` has allowed, in the suite's data directory.
#include "common/suite/suite.hpp"
#include "daemons/gateway/admission.hpp"

namespace bookrent::gateway {

class LinkKeysFile final : public AllowedLinks {
 public:
  explicit LinkKeysFile(suite::Suite suite) : suite_(std::move(suite)) {}
  /// While the file cannot be read, what was there before stays; where there is none, nobody is
  /// allowed.
  std::optional<std::vector<link::Peer>> changed() override;

 private:
  suite::Suite suite_;
  std::vector<link::Peer> last_;
  std::string last_fault_;
};

}  // namespace bookrent::gateway
