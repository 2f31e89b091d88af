#include "daemons/user/adapters/token_maker.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <charconv>
#include <stdexcept>

namespace bookrent::user {
namespace {

/// How long a retired key is published still: its last token's life, and a moment for clocks.
constexpr clock::Milliseconds clocks_apart = std::chrono::minutes{1};

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
  return error == std::errc{} && end == text.end() ? value : 0;
}

/// Takes the part before the next dot off `text`.
std::string_view part(std::string_view& text) {
  const std::string_view first = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(first.size() + 1, text.size()));
  return first;
}

}  // namespace

SignedTokens::SignedTokens(store::Store& store, random::Random& random, PublishedKeys& published,
                           LoginLifetimes lifetimes)
    : random_(random), published_(published), lifetimes_(lifetimes), keys_(store) {}

std::string SignedTokens::access_token(const User& user, clock::Instant now) {
  token::Claims claims;
  claims.subject = fmt::format("user:{}", user.id);
  claims.role = contract::word(role_in_force(user));
  claims.scopes = {std::string{message::every_scope}};
  return sign(std::move(claims), now);
}

std::string SignedTokens::access_token(const contract::Account& account, clock::Instant now) {
  token::Claims claims;
  claims.subject = fmt::format("account:{}", account.account);
  claims.role = message::role::manager;
  claims.scopes = account.scopes;
  return sign(std::move(claims), now);
}

std::string SignedTokens::sign(token::Claims claims, clock::Instant now) {
  claims.issuer = contract::token_issuer;
  claims.audiences = {std::string{contract::token_audience}};
  claims.issued_at = now;
  claims.expires_at = now + lifetimes_.access;
  claims.id = random::uuid(random_);
  return token::issue(current(), claims);
}

const token::SigningKey& SignedTokens::current() {
  for (const KeyTable::Row& row : keys_.all())
    if (!row.key.retired_at)
      return made_.try_emplace(row.key.kid, token::SigningKey::from_seed(row.seed)).first->second;
  throw std::runtime_error("there is no key to sign with");
}

/// `<login>.<user>.<generation>.<seal>`: who has one learns nothing, and can make no other.
std::string SignedTokens::refresh_token(const Login& login) {
  std::string text = fmt::format("{}.{}.{}", login.id, login.user_id, login.generation);
  const std::string seal = seal_of(text);
  return text + '.' + seal;
}

std::optional<RefreshClaim> SignedTokens::read(std::string_view refresh_token) {
  const std::size_t dot = refresh_token.rfind('.');
  if (dot == refresh_token.npos || !keys_.seal()) return std::nullopt;
  const std::string seal = seal_of(refresh_token.substr(0, dot));
  const std::string_view shown = refresh_token.substr(dot + 1);
  if (shown.size() != seal.size() || sodium_memcmp(shown.data(), seal.data(), seal.size()) != 0)
    return std::nullopt;
  std::string_view rest = refresh_token.substr(0, dot);
  RefreshClaim claim;
  claim.login_id = part(rest);
  claim.user_id = number(part(rest));
  claim.generation = number(rest);
  return claim;
}

/// BLAKE2b-256 with the key of the database, in hex.
std::string SignedTokens::seal_of(std::string_view text) {
  const auto key = keys_.seal();
  if (!key) throw std::runtime_error("there is no key to seal with");
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), reinterpret_cast<const unsigned char*>(key->data()), key->size());
  std::array<char, 65> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

bool SignedTokens::prepare(clock::Instant now) {
  bool changed = keys_.drop_retired(now - lifetimes_.access - clocks_apart) > 0;
  if (!keys_.seal()) {
    keys_.set_seal(seed());
    changed = true;
  }
  const auto rows = keys_.all();
  if (rows.empty() || rows.front().key.retired_at) {
    add_key(now);
    changed = true;
  }
  publish();
  return changed;
}

bool SignedTokens::rotate(clock::Instant now, bool at_once) {
  if (!at_once && keys_.all().size() >= keys_published_max) return false;
  keys_.retire_all(now);
  if (at_once) {
    keys_.drop_retired(now);
    keys_.set_seal(seed());
  }
  add_key(now);
  publish();
  return true;
}

std::vector<contract::SigningKey> SignedTokens::keys() {
  std::vector<contract::SigningKey> keys;
  for (const KeyTable::Row& row : keys_.all()) keys.push_back(row.key);
  return keys;
}

Seed SignedTokens::seed() {
  Seed seed{};
  random_.fill(seed);
  return seed;
}

void SignedTokens::add_key(clock::Instant now) {
  const Seed fresh = seed();
  keys_.add({token::SigningKey::from_seed(fresh).kid(), now, std::nullopt}, fresh);
}

void SignedTokens::publish() {
  std::vector<std::string> jwks;
  for (const KeyTable::Row& row : keys_.all())
    jwks.push_back(token::SigningKey::from_seed(row.seed).public_jwk());
  published_.publish(token::jwk_set(jwks));
}

}  // namespace bookrent::user
