#pragma once
// What a backup consists of: written last, as `backup.json` beside the databases, so that a backup
// without it was not finished.
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::backup {

inline constexpr std::int64_t manifest_format = 1;
inline constexpr const char* manifest_name = "backup.json";

/// The copy of one context's database, `<context>.db`.
struct Copied {
  std::string context;
  std::int64_t bytes = 0;
  std::string blake2b;      // of the file, 32 bytes in hex
  std::int64_t schema = 0;  // its version
  std::string epoch;        // of its log
  std::int64_t head = 0;    // where its log ended
  bool operator==(const Copied&) const = default;
};

struct Manifest {
  std::string backup;   // its id
  std::string time;     // when all contexts stood still, RFC 3339
  std::string version;  // of the command that made it
  std::vector<Copied> contexts;
  bool operator==(const Manifest&) const = default;
};

/// One JSON object, over several lines.
std::string json_of(const Manifest& manifest);
/// Error: what is wrong with it, for people.
std::expected<Manifest, std::string> manifest_of_json(std::string_view text);

/// Reads the manifest of the backup in `directory`. Error: why that is no whole backup.
std::expected<Manifest, std::string> read_manifest(const std::filesystem::path& directory);

}  // namespace bookrent::backup
