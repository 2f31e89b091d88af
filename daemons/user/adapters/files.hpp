#pragma once
// What the user context leaves for others beside its database: each file is replaced as a whole and
// is nobody else's to read (mode 0600).
#include <filesystem>
#include <string>

#include "daemons/user/adapters/token_maker.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

/// The JWK Set that the gateway reads.
class KeyFile final : public PublishedKeys {
 public:
  explicit KeyFile(std::filesystem::path file) : file_(std::move(file)) {}
  void publish(const std::string& jwk_set) override;

 private:
  std::filesystem::path file_;
  std::string published_;
};

/// Two lines: the user's id, the password.
class FirstPasswordFile final : public FirstPassword {
 public:
  explicit FirstPasswordFile(std::filesystem::path file) : file_(std::move(file)) {}
  void leave(const User& manager, const std::string& password) override;
  std::optional<std::string> left() override;
  void take_away() override;

 private:
  std::filesystem::path file_;
};

}  // namespace bookrent::user
