#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/render/style.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

const TerminalTraits pipe_traits{};

TerminalTraits screen(int columns) { return {.colour = false, .columns = columns}; }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::string::size_type start = 0;
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

Table books() {
  return Table({{"ID", Align::right}, {"TITLE", Align::left, true}, {"FEE", Align::right}});
}

TEST(Table, aligns_by_what_the_eye_sees) {
  Table table = books();
  table.add({"1", "채식주의자", "1,500"});
  table.add({"12", "The Hobbit", "900"});
  table.add({"300", "📚 책", "50"});
  EXPECT_EQ(table.render(pipe_traits),
            " ID  TITLE         FEE\n"
            "  1  채식주의자  1,500\n"
            " 12  The Hobbit    900\n"
            "300  📚 책          50\n");
}

TEST(Table, shows_only_the_header_when_it_has_no_rows) {
  EXPECT_EQ(books().render(pipe_traits), "ID  TITLE  FEE\n");
}

TEST(Table, leaves_no_blanks_at_the_end_of_a_line) {
  Table table({{"ID"}, {"TITLE"}, {"DUE"}});
  table.add({"1", "a long title", ""});
  table.add({"2", "b  ", ""});
  table.add({"3", "", ""});
  EXPECT_EQ(table.render(pipe_traits),
            "ID  TITLE         DUE\n"
            "1   a long title\n"
            "2   b\n"
            "3\n");
}

TEST(Table, widens_to_its_content_when_it_is_not_on_a_terminal) {
  Table table = books();
  const std::string title(500, 'x');
  table.add({"1", title, "1"});
  EXPECT_NE(table.render(pipe_traits).find(title), std::string::npos);
}

TEST(Table, clips_what_may_shrink_to_fit_a_narrow_terminal) {
  Table table = books();
  table.add({"1", "작별하지 않는다", "1,500"});
  table.add({"2", "Dune", "900"});
  EXPECT_EQ(table.render(screen(20)),
            "ID  TITLE        FEE\n"
            " 1  작별하지…  1,500\n"
            " 2  Dune         900\n");
}

TEST(Table, uses_all_the_columns_it_may_and_no_more) {
  Table table = books();
  table.add({"1", "The Left Hand of Darkness", "1,500"});
  for (int columns = 15; columns <= 40; ++columns) {
    for (const std::string& line : lines_of(table.render(screen(columns)))) {
      EXPECT_LE(text_width(line), columns);
    }
  }
  EXPECT_EQ(table.render(screen(36)), table.render(pipe_traits));
  EXPECT_NE(table.render(screen(35)), table.render(pipe_traits));
}

TEST(Table, shrinks_the_widest_column_first) {
  Table table({{"TITLE", Align::left, true}, {"AUTHOR", Align::left, true}});
  table.add({"twenty letters long.", "ten lette."});
  EXPECT_EQ(lines_of(table.render(screen(25)))[1], "twenty lette…  ten lette.");
  EXPECT_EQ(lines_of(table.render(screen(16)))[1], "twenty…  ten le…");
}

TEST(Table, keeps_what_may_not_shrink_whatever_the_terminal) {
  Table table = books();
  table.add({"123456", "Dune Messiah", "1,500"});
  EXPECT_EQ(lines_of(table.render(screen(5)))[1], "123456  Dun…  1,500");
}

TEST(Table, never_clips_what_a_cell_keeps) {
  Table table({{"WHO", Align::left, true}, {"DUE"}});
  Cell who{"1234567 Kim Minji"};
  who.kept = 8;
  table.add({who, "2026-12-06"});
  EXPECT_EQ(table.render(screen(24)), "WHO           DUE\n1234567 Kim…  2026-12-06\n");
  EXPECT_EQ(table.render(screen(10)), "WHO        DUE\n1234567 …  2026-12-06\n");
}

TEST(Table, lets_no_data_drive_the_terminal) {
  Table table = books();
  table.add({"1", "\x1b[31mred\x1b[0m\nnext\t\xFF\u202E", "1"});
  const std::string out = table.render({.colour = true, .columns = 80});
  EXPECT_EQ(lines_of(out)[1], " 1  \uFFFD[31mred\uFFFD[0m next \uFFFD\uFFFD    1");
}

TEST(Table, colours_only_text_and_only_when_told_to) {
  Table table({{"ID"}, {"STATUS"}, {"DUE"}});
  table.add({"1", {"RENTED", Style::good}, {"today", Style::warn}});
  table.add({"2", {"LATE", Style::bad}, {"", Style::dim}});
  EXPECT_EQ(table.render({.colour = true, .columns = 80}),
            "\x1b[1mID\x1b[0m  \x1b[1mSTATUS\x1b[0m  \x1b[1mDUE\x1b[0m\n"
            "1   \x1b[32mRENTED\x1b[0m  \x1b[33mtoday\x1b[0m\n"
            "2   \x1b[31mLATE\x1b[0m\n");
  EXPECT_EQ(table.render(screen(80)),
            "ID  STATUS  DUE\n"
            "1   RENTED  today\n"
            "2   LATE\n");
}

TEST(Styled, leaves_plain_text_plain) {
  EXPECT_EQ(styled("x", Style::plain, true), "x");
  EXPECT_EQ(styled("x", Style::bad, false), "x");
  EXPECT_EQ(styled("x", Style::dim, true), "\x1b[2mx\x1b[0m");
}

}  // namespace
}  // namespace bookrent::cli
