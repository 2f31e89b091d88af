#include "cli/render/style.hpp"

namespace bookrent::cli {
namespace {

// ECMA-48 "select graphic rendition".
std::string_view opening(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::bold:
      return "\x1b[1m";
    case Style::dim:
      return "\x1b[2m";
    case Style::good:
      return "\x1b[32m";
    case Style::warn:
      return "\x1b[33m";
    case Style::bad:
      return "\x1b[31m";
  }
  return "";
}

}  // namespace

std::string styled(std::string_view text, Style style, bool colour) {
  if (!colour || style == Style::plain) return std::string(text);
  return std::string(opening(style)).append(text).append("\x1b[0m");
}

}  // namespace bookrent::cli
