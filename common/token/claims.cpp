#include "common/token/claims.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "common/token/jws.hpp"
#include "common/token/strict_json.hpp"

namespace bookrent::token {
namespace {

using Json = nlohmann::json;
using std::string;

constexpr double last_second = 253'402'300'799;  // of the year 9999

/// A claim that is not of its form; it never leaves this file.
struct BadClaim {
  string why;
};

/// Takes claims out of a payload, so that the others remain.
class Payload {
 public:
  explicit Payload(Json json) : json_(std::move(json)) {}

  /// Empty: absent.
  string text(const char* name) {
    const auto value = take(name);
    if (!value) return {};
    if (!value->is_string()) throw BadClaim{fmt::format("its {} is not a text", name)};
    return value->get<string>();
  }

  /// NumericDate: seconds, perhaps with a fraction.
  std::optional<clock::Instant> instant(const char* name) {
    const auto value = take(name);
    if (!value) return std::nullopt;
    const double seconds = value->is_number() ? value->get<double>() : -1;
    if (!(seconds >= 0 && seconds <= last_second))
      throw BadClaim{fmt::format("its {} is not a time in seconds", name)};
    return clock::Instant{std::chrono::milliseconds{std::llround(seconds * 1000)}};
  }

  /// A text or an array of texts.
  std::vector<string> audiences() {
    const auto value = take("aud");
    if (!value) return {};
    if (value->is_string()) return {value->get<string>()};
    std::vector<string> texts;
    if (value->is_array())
      for (const Json& one : *value)
        if (one.is_string()) texts.push_back(one.get<string>());
    if (texts.empty() || texts.size() != value->size())
      throw BadClaim{"its aud is not a text or a list of texts"};
    return texts;
  }

  string rest() const { return written(json_); }

 private:
  std::optional<Json> take(const char* name) {
    const auto found = json_.find(name);
    if (found == json_.end()) return std::nullopt;
    Json value = std::move(*found);
    json_.erase(found);
    return value;
  }

  Json json_;
};

/// Scopes stand in one text, blanks between them (RFC 8693, section 4.2).
std::vector<string> split(const string& scope) {
  std::vector<string> scopes;
  for (std::size_t at = 0; at < scope.size();) {
    const std::size_t end = std::min(scope.find(' ', at), scope.size());
    if (end > at) scopes.push_back(scope.substr(at, end - at));
    at = end + 1;
  }
  return scopes;
}

Json numeric_date(clock::Instant instant) {
  const auto milliseconds = instant.time_since_epoch().count();
  if (milliseconds % 1000 == 0) return milliseconds / 1000;
  return static_cast<double>(milliseconds) / 1000;
}

Claims claims_of(Payload payload) {
  Claims claims;
  claims.issuer = payload.text("iss");
  claims.subject = payload.text("sub");
  claims.audiences = payload.audiences();
  const auto expires_at = payload.instant("exp");
  if (!expires_at) throw BadClaim{"it has no exp"};
  claims.expires_at = *expires_at;
  claims.issued_at = payload.instant("iat");
  claims.not_before = payload.instant("nbf");
  claims.id = payload.text("jti");
  claims.role = payload.text("role");
  claims.scopes = split(payload.text("scope"));
  claims.others = payload.rest();
  if (claims.subject.empty()) throw BadClaim{"it has no sub"};
  return claims;
}

}  // namespace

std::expected<Claims, Rejection> read_claims(std::string_view payload) try {
  auto json = read_object(payload);
  if (!json) throw BadClaim{"its claims are not a JSON object whose members differ in name"};
  return claims_of(Payload(*std::move(json)));
} catch (const BadClaim& bad) {
  return reject(Refusal::bad_claims, bad.why);
}

string json_of(const Claims& claims) {
  nlohmann::ordered_json json;
  if (!claims.issuer.empty()) json["iss"] = claims.issuer;
  json["sub"] = claims.subject;
  if (claims.audiences.size() == 1) json["aud"] = claims.audiences.front();
  if (claims.audiences.size() > 1) json["aud"] = claims.audiences;
  json["exp"] = numeric_date(claims.expires_at);
  if (claims.issued_at) json["iat"] = numeric_date(*claims.issued_at);
  if (claims.not_before) json["nbf"] = numeric_date(*claims.not_before);
  if (!claims.id.empty()) json["jti"] = claims.id;
  if (!claims.role.empty()) json["role"] = claims.role;
  if (!claims.scopes.empty()) json["scope"] = fmt::format("{}", fmt::join(claims.scopes, " "));
  const Json others = Json::parse(claims.others);
  for (const auto& [name, value] : others.items()) json.emplace(name, value);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bookrent::token
