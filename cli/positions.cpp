#include "cli/positions.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

namespace bookrent::cli {
namespace {

std::filesystem::path state_directory() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
    return std::filesystem::path{state} / "bookrent";
  const char* home = std::getenv("HOME");
  return std::filesystem::path{home == nullptr ? "/" : home} / ".local/state/bookrent";
}

/// FNV-1a, 64 bits: a file name for an endpoint.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char byte : text) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return value;
}

}  // namespace

PositionFile::PositionFile(const std::string& endpoint)
    : file_(state_directory() / fmt::format("seen-{:016x}.json", hash(endpoint))) {}

message::Positions PositionFile::load() const {
  message::Positions positions;
  std::ifstream stream(file_);
  const auto json = nlohmann::json::parse(stream, nullptr, false);
  if (!json.is_object()) return positions;
  for (const auto& [source, place] : json.items())
    if (place.is_object() && place.contains("epoch") && place["epoch"].is_string() &&
        place.contains("sequence") && place["sequence"].is_number_unsigned())
      positions[source] = {place["epoch"].get<std::string>(),
                           place["sequence"].get<std::int64_t>()};
  return positions;
}

void PositionFile::add(const message::Positions& seen) const {
  if (seen.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(file_.parent_path(), error);
  std::filesystem::permissions(file_.parent_path(), std::filesystem::perms::owner_all, error);
  message::Positions all = load();
  for (const auto& [source, place] : seen) {
    message::Position& known = all[source];
    if (known.epoch != place.epoch || known.sequence < place.sequence) known = place;
  }
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [source, place] : all)
    json[source] = {{"epoch", place.epoch}, {"sequence", place.sequence}};
  const std::filesystem::path fresh = fmt::format("{}.{}", file_.string(), ::getpid());
  std::ofstream(fresh) << json.dump() << '\n';
  std::filesystem::rename(fresh, file_, error);
}

}  // namespace bookrent::cli
