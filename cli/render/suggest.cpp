#include "cli/render/suggest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "cli/render/characters.hpp"

namespace bookrent::cli {
namespace {

constexpr std::size_t suggestions_max = 3;
constexpr std::size_t short_word_letters = 3;

std::u32string letters_of(std::string_view text) {
  std::u32string letters;
  while (!text.empty()) {
    const Character character = first_character(text);
    const bool capital = character.code >= U'A' && character.code <= U'Z';
    letters += capital ? character.code - U'A' + U'a' : character.code;
    text.remove_prefix(character.bytes);
  }
  return letters;
}

// The restricted form of the distance, in which no letter is changed twice ("optimal string
// alignment"), kept as the last three rows of the matrix.
std::size_t distance(const std::u32string& from, const std::u32string& to) {
  std::vector<std::size_t> before(to.size() + 1);
  std::vector<std::size_t> above(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t change = from[i - 1] == to[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

struct Match {
  std::size_t distance;
  std::string_view candidate;
};

}  // namespace

std::vector<std::string> suggest(std::string_view word,
                                 std::span<const std::string_view> candidates) {
  const std::u32string typed = letters_of(word);
  const std::size_t distance_max = typed.size() <= short_word_letters ? 1 : 2;
  std::vector<Match> matches;
  for (const std::string_view candidate : candidates) {
    const std::u32string meant = letters_of(candidate);
    const std::size_t apart = distance(typed, meant);
    const bool something_in_common = apart < std::max(typed.size(), meant.size());
    if (apart <= distance_max && something_in_common) matches.push_back({apart, candidate});
  }
  std::ranges::stable_sort(matches, {}, &Match::distance);
  matches.resize(std::min(matches.size(), suggestions_max));
  std::vector<std::string> best;
  for (const Match& match : matches) best.emplace_back(match.candidate);
  return best;
}

}  // namespace bookrent::cli
