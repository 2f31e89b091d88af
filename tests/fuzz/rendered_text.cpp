// Text of unknown origin on a terminal. Input: a byte for the columns, then the text; its parts
// between record separators are cells of a table.
#include <algorithm>

#include "cli/render/suggest.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

void check_clipped(const std::string& text, int columns) {
  const std::string clipped = cli::clip(text, columns);
  claim(is_utf8(clipped), "clipped text is UTF-8");
  claim(cli::text_width(clipped) <= std::max(columns, 0), "clipped text fits");
  claim(cli::clip(clipped, columns) == clipped, "what fits is left as it is");
  if (cli::text_width(text) <= columns) claim(clipped == text, "what fits is left as it is");
}

void check_text(std::string_view text, int columns) {
  const std::string safe = cli::printable(text);
  claim(is_printable(safe), "printable text is printable");
  claim(cli::printable(safe) == safe, "printable text stays as it is");
  claim(cli::text_width(safe) >= 0, "no text is less than nothing wide");
  check_clipped(safe, columns);
}

void check_table(const std::vector<std::string>& cells, int columns) {
  cli::Table table({{"id", cli::Align::right}, {"name", cli::Align::left, true}});
  for (const std::string& cell : cells) table.add({"1", cell});
  for (const std::string& line : split(table.render({}), '\n')) {
    claim(is_printable(line), "a table is printable");
    claim(!line.ends_with(' '), "no line ends in a blank");
  }
  const std::string narrow = table.render({.colour = false, .columns = columns});
  claim(std::ranges::count(narrow, '\n') == std::ssize(cells) + 1, "a row is a line");
  constexpr int least = 2 + 2 + 4;  // the id, the gap, and what a column shrinks to at the least
  for (const std::string& line : split(narrow, '\n'))
    claim(cli::text_width(line) <= std::max(columns, least), "a table fits");
}

}  // namespace

void run(std::string_view input) {
  if (input.empty()) return;
  const int columns = static_cast<signed char>(input.front());
  const std::string_view text = input.substr(1);
  check_text(text, columns);
  const auto cells = split(text, record_separator);
  check_table(cells, columns);
  const std::vector<std::string_view> candidates(cells.begin(), cells.end());
  if (text.size() < 200)
    claim(cli::suggest(text.substr(0, 20), candidates).size() <= 3, "suggestions are few");
}

}  // namespace bookrent::fuzz
