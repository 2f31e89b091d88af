#include "daemons/book/domain/text.hpp"

namespace bookrent::book {
namespace {

bool is_control(unsigned byte) {
  return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

bool holds_control_character(std::string_view text) {
  unsigned before = 0;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (is_control(byte)) return true;
    if (before == 0xC2 && byte < 0xA0) return true;  // UTF-8 writes C1 as C2 and its own number
    before = byte;
  }
  return false;
}

}  // namespace bookrent::book
