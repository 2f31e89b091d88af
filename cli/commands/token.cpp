#include "common/token/token.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands/commands.hpp"
#include "cli/commands/input.hpp"
#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

constexpr std::size_t jwks_bytes_max = 1024 * 1024;

/// Nothing: there is more than `bytes_max`.
std::optional<std::string> read_all(std::istream& stream, std::size_t bytes_max) {
  std::string text(bytes_max + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > bytes_max) return std::nullopt;
  return text;
}

std::expected<token::KeySet, ExitStatus> read_keys(const std::string& file,
                                                   const Session& session) {
  auto input = Input::open(file, session);
  if (!input) return std::unexpected(input.error());
  const auto json = read_all(input->stream(), jwks_bytes_max);
  if (!json)
    return std::unexpected(
        session.fail(bad_records, fmt::format("{} is larger than {} bytes", file, jwks_bytes_max)));
  auto keys = token::KeySet::read(*json);
  if (!keys)
    return std::unexpected(session.fail(
        bad_records, fmt::format("{} is not a JWK Set or JWK: {}", file, keys.error())));
  return *std::move(keys);
}

/// The token alone: one line end behind it is the shell's.
std::optional<std::string> read_token(Input& input) {
  auto token = read_all(input.stream(), token::jws_bytes_max + 1);
  if (token && token->ends_with('\n')) token->pop_back();
  return token;
}

ExitStatus tell(const token::Rejection& rejection, const Session& session) {
  return session.tell({.code = message::ErrorCode::unauthenticated,
                       .reason = std::string{name_of(rejection.refusal)},
                       .message = "the token is refused: " + rejection.message,
                       .retry_after_ms = {}});
}

/// For a person a claim a line.
void print_claims(const std::string& json, const Session& session) {
  if (session.options().quiet) return;
  if (session.options().json) return session.print(json);
  const std::string lines = nlohmann::ordered_json::parse(json).dump(2);
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const std::size_t text = lines.find_first_not_of(' ', at);
    session.print(lines.substr(at, text - at) + printable(lines.substr(text, end - text)));
    at = end + 1;
  }
}

/// Byte for byte, but for a terminal that it could drive.
void print_payload(const std::string& payload, const Session& session) {
  if (session.options().quiet) return;
  if (session.out().columns) return session.print(printable(payload));
  fmt::print("{}", payload);
}

}  // namespace

int run(const VerifyToken& command, Session& session) {
  if (command.jwks == "-")
    return session.fail(usage, "the token is on standard input; name a file of keys");
  const auto keys = read_keys(command.jwks, session);
  if (!keys) return keys.error();
  auto input = Input::open("-", session);
  if (!input) return input.error();
  const auto text = read_token(*input);
  if (!text) return tell({token::Refusal::too_large, "it is too large"}, session);
  if (command.signature_only) {
    const auto payload = token::verify_signature(*text, *keys);
    if (!payload) return tell(payload.error(), session);
    print_payload(*payload, session);
    return done;
  }
  const auto claims =
      token::verify(*text, *keys, {.issuer = command.issuer, .audience = command.audience},
                    session.clock().now());
  if (!claims) return tell(claims.error(), session);
  print_claims(json_of(*claims), session);
  return done;
}

}  // namespace bookrent::cli
