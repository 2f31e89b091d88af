#pragma once
// Splits the physical lines of one CSV row into cells (RFC 4180). Pure: it is handed the lines.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::cli {

class CsvSplitter {
 public:
  enum class Outcome {
    complete,
    open_quote,        // the row goes on in the next line
    text_after_quote,  // a closing quote stands before something else than a comma or the end
  };

  /// Forgets the row so far.
  void restart();

  /// Takes the row's next line, without its line end; a line break inside quotes becomes LF.
  Outcome take(std::string_view line);

  /// Whether the quote that opened last did so in the line taken last.
  bool opened_in_last_line() const { return opened_in_last_line_; }

  std::size_t size() const { return ends_.size(); }
  /// The text of a cell, unquoted and trimmed; valid until the next take() or restart().
  std::string_view cell(std::size_t index) const;

 private:
  void open_cell(std::string_view& line);
  void take_plain(std::string_view& line);
  void take_quoted(std::string_view& line);

  std::string text_;               // the cells, one after the other
  std::vector<std::size_t> ends_;  // where each ends in text_
  bool quoted_ = false;
  bool opened_in_last_line_ = false;
};

}  // namespace bookrent::cli
