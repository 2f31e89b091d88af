#pragma once
// One ISBN out of two columns, each of which spreadsheets may have spoiled in its own way.
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/catalogue/note.hpp"

namespace bookrent::cli {

/// The ISBN (13 digits) of `isbn13` if it is good, else that of `isbn`, either of which may be
/// null; nothing when neither is good. Says in `notes` what was mended or not used.
std::optional<std::string> choose_isbn(const nlohmann::json* isbn13, const nlohmann::json* isbn,
                                       std::vector<Note>& notes);

}  // namespace bookrent::cli
