#include "cli/records/shown.hpp"

#include "cli/render/text.hpp"

namespace bookrent::cli {

std::string shown(std::string_view text, int columns) { return clip(printable(text), columns); }

}  // namespace bookrent::cli
