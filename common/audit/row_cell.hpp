#pragma once
#include <array>
#include <charconv>
#include <string_view>

#include "common/audit/answer.hpp"
#include "common/store/rows.hpp"

namespace bookrent::audit {

/// A value of a row as events and facts write it: empty for NULL, and a number in its digits,
/// without SQLite's making a text of it first. Valid until the next step.
class CellText {
 public:
  explicit CellText(const store::Cell& cell)
      : text_(cell.is_integer() ? digits(cell) : cell.text()) {}
  CellText(const CellText&) = delete;
  CellText& operator=(const CellText&) = delete;
  ~CellText() = default;
  std::string_view view() const { return text_; }

 private:
  std::string_view digits(const store::Cell& cell) {
    const auto end =
        std::to_chars(digits_.data(), digits_.data() + digits_.size(), cell.integer()).ptr;
    return {digits_.data(), end};
  }

  static constexpr std::size_t digits_max = 20;
  std::array<char, digits_max> digits_{};
  std::string_view text_;
};

/// Adds a value of a row as the next cell, NULL as nothing.
inline void add_cell(FactLine& line, const store::Rows& row, int column) {
  line.text(CellText(row.cell(column)).view());
}

}  // namespace bookrent::audit
