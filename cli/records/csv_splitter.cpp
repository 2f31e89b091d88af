#include "cli/records/csv_splitter.hpp"

#include <algorithm>

#include "cli/records/blanks.hpp"

namespace bookrent::cli {
namespace {

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
}

}  // namespace

void CsvSplitter::restart() {
  text_.clear();
  ends_.clear();
  quoted_ = false;
}

CsvSplitter::Outcome CsvSplitter::take(std::string_view line) {
  opened_in_last_line_ = false;
  if (quoted_) text_ += '\n';
  for (;;) {
    if (!quoted_) open_cell(line);
    if (quoted_)
      take_quoted(line);
    else
      take_plain(line);
    if (quoted_) return Outcome::open_quote;
    ends_.push_back(text_.size());
    if (line.empty()) return Outcome::complete;
    if (line.front() != ',') return Outcome::text_after_quote;
    line.remove_prefix(1);
  }
}

void CsvSplitter::open_cell(std::string_view& line) {
  skip_blanks(line);
  if (!line.starts_with('"')) return;
  line.remove_prefix(1);
  quoted_ = true;
  opened_in_last_line_ = true;
}

void CsvSplitter::take_plain(std::string_view& line) {
  const std::size_t end = std::min(line.find(','), line.size());
  text_ += line.substr(0, end);
  line.remove_prefix(end);
}

void CsvSplitter::take_quoted(std::string_view& line) {
  for (;;) {
    const std::size_t quote = line.find('"');
    text_ += line.substr(0, quote);
    if (quote == std::string_view::npos) return;
    line.remove_prefix(quote + 1);
    if (!line.starts_with('"')) break;
    text_ += '"';
    line.remove_prefix(1);
  }
  quoted_ = false;
  skip_blanks(line);
}

std::string_view CsvSplitter::cell(std::size_t index) const {
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return trimmed(std::string_view(text_).substr(begin, ends_[index] - begin));
}

}  // namespace bookrent::cli
