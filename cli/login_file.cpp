#include "cli/login_file.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <system_error>

#include "cli/state_file.hpp"
#include "common/suite/private_file.hpp"

namespace bookrent::cli {
namespace {

using Json = nlohmann::ordered_json;

const char* named_file() {
  const char* named = std::getenv("BOOKRENT_TOKEN_FILE");
  return named != nullptr && *named != '\0' ? named : nullptr;
}

/// A link stays one: what it points to is locked and replaced, or two names would be two logins.
std::filesystem::path real(const char* file) {
  std::error_code error;
  const auto resolved = std::filesystem::canonical(file, error);
  return error ? std::filesystem::path(file) : resolved;
}

std::optional<std::string> text(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

void put(Json& json, const char* name, const std::optional<std::string>& value) {
  if (value) json[name] = *value;
}

/// An access token as a script may have written it.
KeptLogin bare(std::string_view content) {
  KeptLogin login;
  login.access_token = content.substr(0, content.find_last_not_of(" \t\r\n") + 1);
  login.expires_at = clock::Instant::max();
  return login;
}

}  // namespace

KeptLogin kept(const contract::Tokens& tokens, clock::Instant now) {
  KeptLogin login;
  login.access_token = tokens.access_token;
  login.issued_at = now;
  login.expires_at = now + std::chrono::seconds{tokens.expires_in};
  login.role = contract::word(tokens.role);
  login.refresh_token = tokens.refresh_token;
  login.device = tokens.refresh_token;
  return login;
}

KeptLogin logged_out(const KeptLogin& login) {
  KeptLogin over;
  over.device = login.device;
  return over;
}

LoginFile::LoginFile(const std::string& endpoint)
    : file_(named_file() != nullptr ? real(named_file()) : state_file("login", endpoint)),
      in_state_directory_(named_file() == nullptr) {}

std::expected<KeptLogin, std::string> LoginFile::load() const {
  std::error_code error;
  if (!std::filesystem::exists(file_, error)) return KeptLogin{};
  const auto content = suite::read_private_file(file_);
  if (!content) return std::unexpected(content.error());
  if (!content->starts_with('{')) return bare(*content);
  const Json json = Json::parse(*content, nullptr, false);
  const auto token = json.find("access_token");
  if (!json.is_object() || (token != json.end() && !token->is_string()))
    return std::unexpected(file_.string() + " is no login; `bookrent login` writes a new one");
  KeptLogin login;
  login.access_token = text(json, "access_token").value_or("");
  const auto instant = [&](const char* name) {
    return clock::parse_rfc3339(text(json, name).value_or("")).value_or(clock::Instant{});
  };
  login.issued_at = instant("issued_at");
  login.expires_at = instant("expires_at");
  login.role = text(json, "role").value_or("");
  login.refresh_token = text(json, "refresh_token");
  login.refresh_key = text(json, "refresh_key");
  login.device = text(json, "device");
  return login;
}

std::expected<void, std::string> LoginFile::save(const KeptLogin& login) const {
  Json json = Json::object();
  if (!login.access_token.empty()) {
    json["access_token"] = login.access_token;
    json["issued_at"] = clock::rfc3339(login.issued_at);
    json["expires_at"] = clock::rfc3339(login.expires_at);
    json["role"] = login.role;
  }
  put(json, "refresh_token", login.refresh_token);
  put(json, "refresh_key", login.refresh_key);
  put(json, "device", login.device);
  if (in_state_directory_) prepare_directory_of(file_);
  try {
    suite::write_private_file(file_, json.dump() + '\n');
  } catch (const std::system_error& failure) {
    return std::unexpected(std::string{"the login cannot be kept: "} + failure.what());
  }
  return {};
}

suite::FileDescriptor LoginFile::lock() const {
  const std::string path = file_.string() + ".lock";
  suite::FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (file) ::flock(file.get(), LOCK_EX);
  return file;
}

}  // namespace bookrent::cli
