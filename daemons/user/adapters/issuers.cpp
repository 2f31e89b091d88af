#include "daemons/user/adapters/issuers.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "common/contract/user.hpp"
#include "common/log/log.hpp"
#include "common/token/token.hpp"

namespace bookrent::user {
namespace {

std::optional<std::string> content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>{stream}, {});
}

bool is_of(const std::string& json, const std::string& issuer) {
  const auto read = nlohmann::json::parse(json, nullptr, false);
  return read.is_object() && read.contains("issuer") && read["issuer"] == issuer;
}

std::optional<token::KeySet> keys_in(const std::filesystem::path& file, const std::string& issuer) {
  const auto json = content(file);
  if (!json || !is_of(*json, issuer)) return std::nullopt;
  auto keys = token::KeySet::read(*json);
  if (!keys) {
    log::error("an issuer's keys cannot be read", {{"file", file.string()}, {"why", keys.error()}});
    return std::nullopt;
  }
  for (const std::string& fault : keys->faults())
    log::warn("a key of an issuer was left out", {{"file", file.string()}, {"why", fault}});
  return *std::move(keys);
}

}  // namespace

std::expected<ExternalSubject, std::string> IssuerDirectory::verify(const std::string& token,
                                                                    clock::Instant now) {
  const auto issuer = token::unverified_issuer(token);
  if (!issuer) return std::unexpected("the token names no issuer");
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory_, error)) {
    const auto keys = keys_in(entry.path(), *issuer);
    if (!keys) continue;
    token::Expected expected;
    expected.issuer = *issuer;
    expected.audience = std::string{contract::token_audience};
    expected.access_token = false;
    const auto claims = token::verify(token, *keys, expected, now);
    if (!claims) return std::unexpected("the token is refused: " + claims.error().message);
    return ExternalSubject{*issuer, claims->subject};
  }
  return std::unexpected("nobody has named the keys of its issuer here");
}

}  // namespace bookrent::user
