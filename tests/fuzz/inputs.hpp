#pragma once
// What targets make of their bytes, and what they ask of the texts that come back.
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::fuzz {

/// Between the parts of an input that has several: ASCII's own separators.
inline constexpr char record_separator = '\x1e';
inline constexpr char group_separator = '\x1d';

/// The parts between separators; one for an empty text.
std::vector<std::string> split(std::string_view text, char separator);

/// As nlohmann/json sees it, which is another decoder than those of the suite.
bool is_utf8(const std::string& text);

/// UTF-8 without control characters (C0, DEL, C1): what a terminal shows and does not obey.
bool is_printable(const std::string& text);

/// Where a message for a person may go: not empty, and printable.
bool is_for_people(const std::string& text);

/// A file that exists in memory only, for readers that want a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content);
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  const std::string& path() const { return path_; }

 private:
  int descriptor_;
  std::string path_;
};

}  // namespace bookrent::fuzz
