#pragma once
// Other issuers whose tokens are taken for a login: a file for each in a directory, a JWK Set with
// the member `issuer` beside `keys`. They are read when somebody comes with a token.
#include <expected>
#include <filesystem>
#include <string>

#include "common/clock/instant.hpp"

namespace bookrent::user {

/// Whom a token names, once it has been verified.
struct ExternalSubject {
  std::string issuer;
  std::string subject;
};

class Issuers {
 public:
  virtual ~Issuers() = default;
  /// Error: why the token is not taken, for a person.
  virtual std::expected<ExternalSubject, std::string> verify(const std::string& token,
                                                             clock::Instant now) = 0;
};

class IssuerDirectory final : public Issuers {
 public:
  explicit IssuerDirectory(std::filesystem::path directory) : directory_(std::move(directory)) {}
  std::expected<ExternalSubject, std::string> verify(const std::string& token,
                                                     clock::Instant now) override;

 private:
  std::filesystem::path directory_;
};

}  // namespace bookrent::user
