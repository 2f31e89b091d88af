#pragma once
// Secrets from the port of randomness.
#include <string>

#include "common/random/random.hpp"
#include "daemons/user/adapters/key_table.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

class RandomSecrets final : public Secrets {
 public:
  /// `keys` has the key that the secrets of accounts are made with.
  RandomSecrets(random::Random& random, KeyTable& keys) : random_(random), keys_(keys) {}
  std::string uuid() override { return random::uuid(random_); }
  std::string secret(const std::string& account, const std::string& key) override;
  std::string one_time_password() override;
  /// BLAKE2b-256, in hex.
  std::string hash(const std::string& secret) override;
  /// In a time that tells nothing of how much of it is right.
  bool matches(const std::string& secret, const std::string& stored) override;

 private:
  random::Random& random_;
  KeyTable& keys_;
};

}  // namespace bookrent::user
