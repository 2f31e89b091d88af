#pragma once
// What logging in needs of the outside, for tests.
#include <expected>
#include <optional>
#include <string>

#include "daemons/user/adapters/login_service.hpp"

namespace bookrent::support {

/// Fast, and good for tests alone.
class PlainHasher final : public user::PasswordHasher {
 public:
  std::string hash(const std::string& password) override { return "hash of " + password; }
  bool matches(const std::string& hash, const std::string& password) override {
    return hash == "hash of " + password;
  }
};

class NobodyReads final : public user::PublishedKeys {
 public:
  void publish(const std::string& jwk_set) override { published = jwk_set; }
  std::string published;
};

/// Takes `<issuer> <subject>` for a token.
class TrustingIssuers final : public user::Issuers {
 public:
  std::expected<user::ExternalSubject, std::string> verify(const std::string& token,
                                                           clock::Instant) override {
    const auto blank = token.find(' ');
    if (blank == token.npos) return std::unexpected("it is no token");
    return user::ExternalSubject{token.substr(0, blank), token.substr(blank + 1)};
  }
};

class FirstPasswordKept final : public user::FirstPassword {
 public:
  void leave(const user::User&, const std::string& password) override { kept = password; }
  std::optional<std::string> left() override { return kept; }
  void take_away() override { kept.reset(); }
  std::optional<std::string> kept;
};

/// All of it, without a first manager.
struct LoginWorld {
  PlainHasher hasher;
  NobodyReads published;
  TrustingIssuers issuers;
  FirstPasswordKept first_password;

  user::LoginOutside outside(random::Random& random) {
    return {random, hasher, published, issuers, nullptr, {}};
  }
};

}  // namespace bookrent::support
