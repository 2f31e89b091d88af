#pragma once
// The facts of one context about one subject, in the order of their keys, and what it finds wrong
// as it states them; the next page is asked for while the one before is read.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/check/check.hpp"

namespace bookrent::cli {

struct Fact {
  audit::Key key;
  std::vector<std::string_view> cells;  // still escaped; as long as the stream's columns
};

class FactStream {
 public:
  /// `source` and `tell` are borrowed.
  FactStream(Source& source, std::string_view subject, std::int64_t facts_a_page, const Tell& tell);

  Source& source() { return source_; }
  /// Known once current() was asked for.
  const std::vector<std::string>& columns() const { return columns_; }
  /// Null behind the last. Valid until advance(). Throws SourceFailed.
  const Fact* current();
  void advance();

 private:
  void turn_page();

  Source& source_;
  std::string subject_;
  std::int64_t facts_a_page_;
  const Tell& tell_;
  std::optional<Source::Ticket> asked_;
  std::vector<std::string> columns_;
  std::string page_;
  std::string_view rest_;
  Fact fact_;
  bool read_ = false;  // fact_ holds the current one
};

/// The cells of one line of `context`, without its line feed. Throws SourceFailed for what is no
/// fact: a row may have lost its key.
void read_fact(std::string_view line, std::size_t cells, std::string_view context, Fact& fact);

}  // namespace bookrent::cli
