#include "cli/catalogue/text_limits.hpp"

#include <fmt/format.h>

#include <optional>

namespace bookrent::cli {
namespace {

bool is_c0(unsigned byte) { return byte < 0x20 || byte == 0x7F; }

// The number of the first control character as Unicode counts them: C0, DEL, and C1, which UTF-8
// writes as C2 and the number itself.
std::optional<unsigned> find_control_character(std::string_view text) {
  unsigned before = 0;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (is_c0(byte) && character != '\n' && character != '\t') return byte;
    if (before == 0xC2 && byte < 0xA0) return byte;
    before = byte;
  }
  return std::nullopt;
}

}  // namespace

std::expected<void, std::string> check_text(std::string_view what, std::string_view text,
                                            std::size_t bytes_max) {
  if (text.size() > bytes_max)
    return std::unexpected(fmt::format("{} is over {} bytes", what, bytes_max));
  const auto control = find_control_character(text);
  if (!control) return {};
  return std::unexpected(fmt::format("{} holds the control character U+{:04X}", what, *control));
}

}  // namespace bookrent::cli
