#pragma once
// Text of an input file as a message may quote it.
#include <string>
#include <string_view>

namespace bookrent::cli {

/// `text` on one line, with nothing in it that could drive a terminal, cut to `columns`.
std::string shown(std::string_view text, int columns = 40);

}  // namespace bookrent::cli
