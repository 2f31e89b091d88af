#include "common/contract/visible.hpp"

#include <algorithm>
#include <cstddef>

namespace bookrent::contract {
namespace {

struct Span {
  char32_t first, last;
};

// Of Unicode: White_Space, Default_Ignorable_Code_Point, control characters, the blank of Braille.
constexpr Span unseen[] = {
    {0x0000, 0x0020},   {0x007F, 0x00A0},   {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C},
    {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2000, 0x200F},
    {0x2028, 0x202F},   {0x205F, 0x206F},   {0x2800, 0x2800}, {0x3000, 0x3000}, {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

bool shows(char32_t code) {
  return std::ranges::none_of(unseen,
                              [&](Span span) { return code >= span.first && code <= span.last; });
}

constexpr bool continues(char letter) {
  return (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U;
}

/// Takes a character off the front of UTF-8 text.
char32_t take(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const unsigned length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  text.remove_prefix(1);
  for (; !text.empty() && continues(text.front()); text.remove_prefix(1))
    code = code << 6U | (static_cast<unsigned char>(text.front()) & 0x3FU);
  return code;
}

}  // namespace

bool shows_something(std::string_view text) {
  while (!text.empty())
    if (shows(take(text))) return true;
  return false;
}

}  // namespace bookrent::contract
