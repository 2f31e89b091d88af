#include "daemons/gateway/identity.hpp"

#include <algorithm>
#include <charconv>

#include "common/contract/user.hpp"

namespace bookrent::gateway {
namespace {

message::Error not_taken(std::string_view reason, const std::string& why) {
  message::Error error;
  error.code = message::ErrorCode::unauthenticated;
  error.reason = reason;
  error.message = why + "; `bookrent login` begins a new login";
  return error;
}

/// The number behind `user:`.
std::optional<std::int64_t> user_id(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), id);
  const bool good = error == std::errc{} && end == text.end() && id > 0;
  return good ? std::optional{id} : std::nullopt;
}

/// The subjects that the user context writes: `user:7` and `account:nightly`.
std::optional<message::Principal> principal_of(const token::Claims& claims) {
  contract::Role role{};
  if (!contract::from_word(claims.role, role)) return std::nullopt;
  message::Principal principal{0, claims.role, {}, claims.scopes};
  std::string_view subject = claims.subject;
  if (subject.starts_with("user:")) {
    const auto id = user_id(subject.substr(5));
    if (!id) return std::nullopt;
    principal.user_id = *id;
    return principal;
  }
  if (!subject.starts_with("account:") || subject.size() == 8) return std::nullopt;
  principal.name = subject.substr(8);
  return principal;
}

}  // namespace

std::expected<message::Principal, message::Error> Identity::of_client(const std::string& token) {
  if (token.empty()) return message::Principal{0, std::string{message::role::guest}};
  look_at_keys();
  const clock::Instant now = clock_.now();
  if (const auto known = known_.find(token); known != known_.end() && now < known->second.until)
    return known->second.principal;
  auto verified = verify(token, now);
  if (!verified && verified.error().reason == token::name_of(token::Refusal::unknown_key)) {
    looked_at_.reset();  // it may be of a key that is there since a moment ago
    look_at_keys();
    verified = verify(token, now);
  }
  if (!verified) return std::unexpected(std::move(verified.error()));
  remember(token, *verified, now);
  return std::move(verified->principal);
}

std::expected<Identity::Known, message::Error> Identity::verify(const std::string& token,
                                                                clock::Instant now) {
  token::Expected expected;
  expected.issuer = std::string{contract::token_issuer};
  expected.audience = std::string{contract::token_audience};
  const auto claims = token::verify(token, key_set_, expected, now);
  if (!claims)
    return std::unexpected(
        not_taken(token::name_of(claims.error().refusal), claims.error().message));
  auto principal = principal_of(*claims);
  if (!principal)
    return std::unexpected(not_taken("bad_claims", "the token names nobody that is known here"));
  return Known{*std::move(principal), claims->expires_at};
}

/// A key that is gone has signed nothing that counts any more.
void Identity::look_at_keys() {
  const clock::Steady now = clock_.steady();
  if (looked_at_ && now < *looked_at_ + keys_interval) return;
  looked_at_ = now;
  if (auto fresh = keys_.changed()) {
    key_set_ = *std::move(fresh);
    known_.clear();
  }
}

void Identity::remember(const std::string& token, const Known& known, clock::Instant now) {
  if (known_.size() >= tokens_remembered_max)
    std::erase_if(known_, [&](const auto& one) { return one.second.until <= now; });
  if (known_.size() >= tokens_remembered_max) known_.clear();
  known_.insert_or_assign(token, known);
}

message::Principal identify_worker(std::string_view context) {
  return {0,
          std::string{message::role::service},
          std::string{context},
          {std::string{message::every_scope}}};
}

}  // namespace bookrent::gateway
