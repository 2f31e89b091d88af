#include "cli/render/text.hpp"

#include <cstddef>

#include "cli/render/characters.hpp"

namespace bookrent::cli {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::string_view replacement = "\uFFFD";

bool is_space_like(char32_t code) {
  return code == U'\n' || code == U'\t' || code == U'\u2028' || code == U'\u2029';
}

bool is_harmful(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069) || code == replacement_character;
}

}  // namespace

int text_width(std::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const Cluster cluster = first_cluster(text);
    columns += cluster.columns;
    text.remove_prefix(cluster.bytes);
  }
  return columns;
}

std::string clip(std::string_view text, int columns) {
  if (columns <= 0) return {};
  std::size_t kept = 0;
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = first_cluster(text.substr(at));
    used += cluster.columns;
    if (used > columns) return std::string(text.substr(0, kept)).append(ellipsis);
    at += cluster.bytes;
    if (used < columns) kept = at;
  }
  return std::string(text);
}

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    const Character character = first_character(text);
    if (is_space_like(character.code)) {
      safe += ' ';
    } else {
      safe += is_harmful(character.code) ? replacement : text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return safe;
}

}  // namespace bookrent::cli
