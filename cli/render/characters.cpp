#include "cli/render/characters.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "cli/render/character_ranges.hpp"

namespace bookrent::cli {
namespace {

constexpr char32_t zero_width_joiner = U'\u200D';

// How a sequence goes on after its first byte: its length, and what its second byte may be.
struct SequenceForm {
  std::size_t length;
  unsigned char low;
  unsigned char high;
};

// Table 3-7 of the Unicode Standard. Length 0: no sequence starts so.
constexpr SequenceForm form_after(unsigned char lead) {
  if (lead < 0xC2 || lead > 0xF4) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {4, 0x80, 0xBF};
}

template <std::size_t count>
bool holds(const CharacterRange (&ranges)[count], char32_t code) {
  const auto* after = std::upper_bound(
      std::begin(ranges), std::end(ranges), code,
      [](char32_t wanted, const CharacterRange& range) { return wanted < range.first; });
  return after != std::begin(ranges) && code <= std::prev(after)->last;
}

int columns_of(char32_t code) {
  if (code < 0x300) return 1;
  if (holds(wide, code)) return 2;
  return holds(marks, code) ? 0 : 1;
}

// Near enough to the property Extended_Pictographic: the blocks that emoji sequences draw on.
bool is_pictograph(char32_t code) {
  return (code >= 0x2190 && code <= 0x2BFF) || (code >= 0x1F000 && code <= 0x1FAFF);
}

bool is_skin_tone(char32_t code) { return code >= 0x1F3FB && code <= 0x1F3FF; }

bool is_regional_indicator(char32_t code) { return code >= 0x1F1E6 && code <= 0x1F1FF; }

// How wide a cluster of `columns`, which begins with `base` and so far ends in `last`, becomes by
// `next`; nothing when `next` begins a cluster of its own. A flag is a pair of indicators, so the
// caller says whether the cluster is still its base alone.
std::optional<int> columns_joined(int columns, char32_t base, char32_t last, char32_t next,
                                  bool alone) {
  if (next < 0x300) return std::nullopt;
  if (holds(marks, next)) return columns;
  if (holds(spacing_marks, next)) return columns + 1;
  if (alone && is_regional_indicator(base) && is_regional_indicator(next)) return 2;
  if (!is_pictograph(base)) return std::nullopt;
  if (is_skin_tone(next)) return columns;
  if (last == zero_width_joiner && is_pictograph(next)) return std::max(columns, columns_of(next));
  return std::nullopt;
}

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

}  // namespace

Character first_character(std::string_view text) {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (is_ascii(text[0])) return {byte(0), 1};
  const SequenceForm form = form_after(byte(0));
  if (form.length == 0) return {replacement_character, 1};
  char32_t code = byte(0) & (0x7FU >> form.length);
  for (std::size_t at = 1; at < form.length; ++at) {
    const unsigned char low = at == 1 ? form.low : 0x80;
    const unsigned char high = at == 1 ? form.high : 0xBF;
    if (at == text.size() || byte(at) < low || byte(at) > high) return {replacement_character, at};
    code = (code << 6U) | (byte(at) & 0x3FU);
  }
  return {code, form.length};
}

Cluster first_cluster(std::string_view text) {
  if (is_ascii(text[0]) && (text.size() == 1 || is_ascii(text[1]))) return {1, 1};
  const Character base = first_character(text);
  Cluster cluster{base.bytes, columns_of(base.code)};
  char32_t last = base.code;
  while (cluster.bytes < text.size()) {
    const Character next = first_character(text.substr(cluster.bytes));
    const bool alone = cluster.bytes == base.bytes;
    const auto columns = columns_joined(cluster.columns, base.code, last, next.code, alone);
    if (!columns) break;
    cluster = {cluster.bytes + next.bytes, *columns};
    last = next.code;
  }
  return cluster;
}

}  // namespace bookrent::cli
