#pragma once
// Text of unknown origin on a terminal.
#include <string>
#include <string_view>

namespace bookrent::cli {

/// How many columns of a terminal `text` takes, which must be printable (see below). Korean,
/// Chinese, Japanese and emoji take two each; combining marks, joiners and variation selectors
/// none.
int text_width(std::string_view text);

/// `text` as it is when it fits into `columns`; otherwise as much of it as fits together with a
/// final ellipsis. Never cuts between a letter and its marks, nor inside an emoji sequence, so the
/// result can be a column short.
std::string clip(std::string_view text, int columns);

/// `text` with nothing left in it that could drive a terminal or reorder a line: a line break or
/// tab becomes one space; other control characters (C0, DEL, C1), bidirectional overrides and
/// isolates, and what is not UTF-8 become U+FFFD. Whatever comes from outside goes through here
/// before a person sees it.
std::string printable(std::string_view text);

}  // namespace bookrent::cli
