#include "cli/records/text_fault.hpp"

#include <fmt/format.h>

#include <array>

namespace bookrent::cli {
namespace {

// A row of RFC 3629's table: the lead bytes, what the second byte may be, and the whole length.
struct Form {
  unsigned char lead_first, lead_last;
  unsigned char second_first, second_last;
  std::size_t length;
};

constexpr std::array<Form, 8> forms = {{
    {0xC2, 0xDF, 0x80, 0xBF, 2},
    {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3},
    {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4},
    {0xF4, 0xF4, 0x80, 0x8F, 4},
}};

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool fits(const Form& form, std::string_view text) {
  if (text.size() < form.length) return false;
  if (byte_at(text, 1) < form.second_first || byte_at(text, 1) > form.second_last) return false;
  for (std::size_t at = 2; at < form.length; ++at)
    if ((byte_at(text, at) & 0xC0) != 0x80) return false;
  return true;
}

// The length of the character beyond ASCII that `text` starts with; 0 when it is none.
std::size_t wide_character(std::string_view text) {
  const unsigned char lead = byte_at(text, 0);
  for (const Form& form : forms)
    if (lead >= form.lead_first && lead <= form.lead_last)
      return fits(form, text) ? form.length : 0;
  return 0;
}

}  // namespace

std::optional<std::string> find_text_fault(std::string_view text, std::size_t line) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\0') return fmt::format("byte {} of line {} is NUL", at + 1, line);
    const std::size_t length = byte_at(text, at) < 0x80 ? 1 : wide_character(text.substr(at));
    if (length == 0) return fmt::format("byte {} of line {} is not UTF-8", at + 1, line);
    at += length;
  }
  return std::nullopt;
}

}  // namespace bookrent::cli
