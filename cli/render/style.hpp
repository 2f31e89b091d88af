#pragma once
// Colour, where it is wanted.
#include <string>
#include <string_view>

namespace bookrent::cli {

enum class Style { plain, bold, dim, good, warn, bad };

/// `text` in the colour of its style (good green, warn yellow, bad red); as it is when `colour` is
/// off.
std::string styled(std::string_view text, Style style, bool colour);

}  // namespace bookrent::cli
