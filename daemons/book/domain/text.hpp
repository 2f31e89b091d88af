#pragma once
// What people write, before anything is read into it.
#include <string_view>

namespace bookrent::book {

/// `text` without the blanks (space, tab, line ends) at either end.
std::string_view trimmed(std::string_view text);

/// Whether UTF-8 `text` holds a control character (C0, DEL or C1) other than line feed and tab,
/// which real catalogues have in their titles.
bool holds_control_character(std::string_view text);

}  // namespace bookrent::book
