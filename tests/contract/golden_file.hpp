#pragma once
// The files in tests/contract/golden: what stands on the wire, a line a frame. They change only on
// purpose: a difference means that an older command, daemon or stored event is no longer understood
// alike. BOOKRENT_UPDATE_GOLDEN=1 in the environment writes them anew instead of comparing.
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::golden {

/// Expects that the file `name` (such as `rental/RentBook.json`) holds `text` and a line end.
void expect_golden(const std::string& name, std::string_view text);

/// The file without its last line end; a failure of the test and empty text when it is missing.
std::string golden_text(const std::string& name);

/// The names of all files there, in order.
std::vector<std::string> golden_names();

}  // namespace bookrent::golden
