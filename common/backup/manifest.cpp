#include "common/backup/manifest.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace bookrent::backup {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Copied& copied) {
  return {{"context", copied.context}, {"bytes", copied.bytes}, {"blake2b", copied.blake2b},
          {"schema", copied.schema},   {"epoch", copied.epoch}, {"head", copied.head}};
}

Copied copied_of(const Json& json) {
  return {json.at("context"), json.at("bytes"), json.at("blake2b"),
          json.at("schema"),  json.at("epoch"), json.at("head")};
}

/// A name that leads to no other place than beside the manifest.
bool is_plain(const std::string& context) {
  return !context.empty() &&
         context.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == context.npos;
}

}  // namespace

std::string json_of(const Manifest& manifest) {
  Json contexts = Json::array();
  for (const Copied& one : manifest.contexts) contexts.push_back(json_of(one));
  const Json json{{"format", manifest_format},
                  {"backup", manifest.backup},
                  {"time", manifest.time},
                  {"version", manifest.version},
                  {"contexts", std::move(contexts)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::expected<Manifest, std::string> manifest_of_json(std::string_view text) try {
  const Json json = Json::parse(text);
  const std::int64_t format = json.at("format");
  if (format > manifest_format)
    return std::unexpected(
        fmt::format("was made by a newer version (format {}, this one knows {}); install that "
                    "version",
                    format, manifest_format));
  Manifest manifest{json.at("backup"), json.at("time"), json.at("version"), {}};
  for (const Json& one : json.at("contexts")) {
    manifest.contexts.push_back(copied_of(one));
    if (!is_plain(manifest.contexts.back().context))
      return std::unexpected("names a context that cannot be one");
  }
  return manifest;
} catch (const Json::exception&) {
  return std::unexpected("cannot be read: it is damaged, or no manifest");
}

std::expected<Manifest, std::string> read_manifest(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / manifest_name;
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error))
    return std::unexpected(fmt::format("there is no directory {}", directory.string()));
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return std::unexpected(
        fmt::format("{} has no {} that can be read: it is no backup, or one that was not finished",
                    directory.string(), manifest_name));
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  auto manifest = manifest_of_json(text);
  if (manifest) return manifest;
  return std::unexpected(fmt::format("{} {}", file.string(), manifest.error()));
}

}  // namespace bookrent::backup
