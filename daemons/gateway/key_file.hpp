#pragma once
// The JWK Set that the user context leaves in the suite's data directory.
#include <filesystem>
#include <string>

#include "daemons/gateway/identity.hpp"

namespace bookrent::gateway {

class KeyFile final : public PublicKeys {
 public:
  explicit KeyFile(std::filesystem::path file) : file_(std::move(file)) {}
  /// While there is no file that can be read, what was there before stays.
  std::optional<token::KeySet> changed() override;

 private:
  std::filesystem::path file_;
  std::string content_;
  std::string unread_;  // why it could not be read when it was last looked at
};

}  // namespace bookrent::gateway
