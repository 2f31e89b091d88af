#pragma once
// The authors of a book, from a list of names or from one text.
#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace bookrent::cli {

/// `value` may be null: no authors. Names are trimmed and blank ones left out. Text is split at `;`
/// if it has one, else at `,`; the names of a list are not split. Error: a name is no text, too
/// long or holds a control character, or there are too many.
std::expected<std::vector<std::string>, std::string> read_authors(const nlohmann::json* value);

}  // namespace bookrent::cli
