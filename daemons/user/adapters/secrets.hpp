#pragma once
// Secrets from the port of randomness.
#include <string>

#include "common/random/random.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

class RandomSecrets final : public Secrets {
 public:
  explicit RandomSecrets(random::Random& random) : random_(random) {}
  std::string uuid() override { return random::uuid(random_); }
  std::string secret() override;
  std::string one_time_password() override;
  /// BLAKE2b-256, in hex.
  std::string hash(const std::string& secret) override;
  /// In a time that tells nothing of how much of it is right.
  bool matches(const std::string& secret, const std::string& stored) override;

 private:
  random::Random& random_;
};

}  // namespace bookrent::user
