#include "tests/fuzz/inputs.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <ranges>

#include "tests/fuzz/claim.hpp"

namespace bookrent::fuzz {
namespace {

bool is_c1(std::string_view two_bytes) {
  return two_bytes[0] == '\xC2' && static_cast<unsigned char>(two_bytes[1]) < 0xA0;
}

bool holds_control_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (at + 1 < text.size() && is_c1(text.substr(at, 2))) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (const auto part : std::views::split(text, separator))
    parts.emplace_back(part.begin(), part.end());
  if (parts.empty()) parts.emplace_back();
  return parts;
}

bool is_utf8(const std::string& text) try {
  static_cast<void>(nlohmann::json(text).dump());
  return true;
} catch (const nlohmann::json::type_error&) {
  return false;
}

bool is_printable(const std::string& text) {
  return is_utf8(text) && !holds_control_character(text);
}

bool is_for_people(const std::string& text) { return !text.empty() && is_printable(text); }

MemoryFile::MemoryFile(std::string_view content)
    : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)),
      path_(fmt::format("/proc/self/fd/{}", descriptor_)) {
  claim(descriptor_ >= 0, "there is memory for a file");
  const auto written = ::write(descriptor_, content.data(), content.size());
  claim(written == static_cast<ssize_t>(content.size()), "a file in memory takes what is written");
}

MemoryFile::~MemoryFile() { ::close(descriptor_); }

}  // namespace bookrent::fuzz
