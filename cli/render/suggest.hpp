#pragma once
// "Did you mean".
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::cli {

/// The candidates that a person who typed `word` may have meant, the nearest first, at most three.
/// Near is a Damerau-Levenshtein distance (letters missing, extra, wrong, or swapped with their
/// neighbour) of at most 2, or 1 for words up to three letters; capitals count as small letters.
std::vector<std::string> suggest(std::string_view word,
                                 std::span<const std::string_view> candidates);

}  // namespace bookrent::cli
