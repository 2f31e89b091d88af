#include "cli/positions.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/state_file.hpp"

namespace bookrent::cli {
PositionFile::PositionFile(const std::string& endpoint) : file_(state_file("seen", endpoint)) {}

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
  prepare_directory_of(file_);
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
  std::error_code error;
  std::filesystem::rename(fresh, file_, error);
}

}  // namespace bookrent::cli
