#include "common/link/link_file.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/link/address.hpp"
#include "common/suite/private_file.hpp"

namespace bookrent::link {
namespace {

using Json = nlohmann::ordered_json;

std::string text(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || !found->is_string() ? "" : found->get<std::string>();
}

}  // namespace

std::string text_of(const LinkFile& link) {
  Json json{{"link", link.name}};
  if (!link.context.empty()) json["context"] = link.context;
  json["endpoint"] = link.endpoint;
  json["server_key"] = link.server_key;
  json["secret_key"] = link.keys.secret_key;
  return json.dump(2) + '\n';
}

std::expected<LinkFile, std::string> read_link_file(const std::filesystem::path& file) {
  const auto content = suite::read_private_file(file);
  if (!content) return std::unexpected(content.error());
  const auto refuse = [&](std::string_view why) {
    return std::unexpected(fmt::format(
        "{} is no link: {}; `bookrent admin key link add` writes one", file.string(), why));
  };
  const Json json = Json::parse(*content, nullptr, false);
  if (!json.is_object()) return refuse("it is no JSON object");
  LinkFile link{text(json, "link"),
                text(json, "context"),
                text(json, "endpoint"),
                text(json, "server_key"),
                {}};
  const auto address = read_address(link.endpoint);
  if (!address) return refuse(fmt::format("its endpoint {}", address.error()));
  if (!is_key(link.server_key)) return refuse("its server_key is no key");
  auto keys = pair_of(text(json, "secret_key"));
  if (!keys) return refuse("its secret_key is no key");
  link.keys = *std::move(keys);
  return link;
}

}  // namespace bookrent::link
