#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "cli/render/characters.hpp"
#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

constexpr std::string_view family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
constexpr std::string_view heart_on_fire = "\u2764\uFE0F\u200D\U0001F525";
constexpr std::string_view dark_thumb = "\U0001F44D\U0001F3FF";
constexpr std::string_view flag_of_korea = "\U0001F1F0\U0001F1F7";

TEST(TextWidth, counts_a_column_for_each_latin_letter) {
  EXPECT_EQ(text_width(""), 0);
  EXPECT_EQ(text_width("The Hobbit"), 10);
  EXPECT_EQ(text_width("Çağ Ωж"), 6);
}

TEST(TextWidth, counts_two_columns_for_korean_chinese_and_japanese) {
  EXPECT_EQ(text_width("한글"), 4);
  EXPECT_EQ(text_width("漢字 かな"), 9);
  EXPECT_EQ(text_width("ｆｕｌｌ"), 8);
  EXPECT_EQ(text_width("ﾊﾝｶｸ"), 4);
}

TEST(TextWidth, counts_decomposed_korean_like_composed) {
  EXPECT_EQ(text_width("\u1112\u1161\u11AB\u1100\u1173\u11AF"), text_width("한글"));
}

TEST(TextWidth, gives_no_column_to_marks_joiners_and_selectors) {
  EXPECT_EQ(text_width("e\u0301"), 1);
  EXPECT_EQ(text_width("a\u200B\u200Db"), 2);
  EXPECT_EQ(text_width("\u845B\U000E0100"), 2);
  EXPECT_EQ(text_width("\uFEFFtitle"), 5);
}

TEST(TextWidth, shows_the_soft_hyphen) { EXPECT_EQ(text_width("co\u00ADop"), 5); }

TEST(TextWidth, counts_an_emoji_sequence_once) {
  EXPECT_EQ(text_width("📚"), 2);
  EXPECT_EQ(text_width(family), 2);
  EXPECT_EQ(text_width(heart_on_fire), 2);
  EXPECT_EQ(text_width(dark_thumb), 2);
  EXPECT_EQ(text_width(flag_of_korea), 2);
}

TEST(TextWidth, counts_neighbouring_emoji_each) {
  EXPECT_EQ(text_width("📚📚"), 4);
  EXPECT_EQ(text_width(std::string(flag_of_korea) + std::string(flag_of_korea)), 4);
  EXPECT_EQ(text_width("\U0001F1F0"), 1);
}

TEST(TextWidth, knows_the_ends_of_its_ranges) {
  EXPECT_EQ(text_width("\u10FF"), 1);
  EXPECT_EQ(text_width("\u1100"), 2);
  EXPECT_EQ(text_width("\u115F"), 2);
  EXPECT_EQ(text_width("\uABFF"), 1);
  EXPECT_EQ(text_width("\uAC00"), 2);
  EXPECT_EQ(text_width("\uD7A3"), 2);
  EXPECT_EQ(text_width("\uD7A4"), 1);
  EXPECT_EQ(text_width("\U0003FFFD"), 2);
  EXPECT_EQ(text_width("\U0010FFFD"), 1);
}

TEST(FirstCharacter, reads_each_length_of_sequence) {
  EXPECT_EQ(first_character("A").code, U'A');
  EXPECT_EQ(first_character("é").code, U'é');
  EXPECT_EQ(first_character("한").code, U'한');
  EXPECT_EQ(first_character("📚").code, U'📚');
  EXPECT_EQ(first_character("📚x").bytes, 4U);
}

TEST(FirstCharacter, replaces_a_maximal_part_of_what_is_not_utf8) {
  const auto replaced_bytes = [](std::string_view text) {
    const Character character = first_character(text);
    return character.code == replacement_character ? character.bytes : 0;
  };
  EXPECT_EQ(replaced_bytes("\x80"), 1U) << "continuation without a start";
  EXPECT_EQ(replaced_bytes("\xC0\xAF"), 1U) << "overlong slash";
  EXPECT_EQ(replaced_bytes("\xE0\x80\x9B"), 1U) << "overlong escape";
  EXPECT_EQ(replaced_bytes("\xED\xA0\x80"), 1U) << "surrogate";
  EXPECT_EQ(replaced_bytes("\xF4\x90\x80\x80"), 1U) << "beyond U+10FFFF";
  EXPECT_EQ(replaced_bytes("\xFF"), 1U);
  EXPECT_EQ(replaced_bytes("\xED\x95"), 2U) << "cut off by the end";
  EXPECT_EQ(replaced_bytes("\xF0\x9F\x93x"), 3U) << "cut off by a letter";
}

TEST(Clip, leaves_alone_what_fits) {
  EXPECT_EQ(clip("", 5), "");
  EXPECT_EQ(clip("book", 4), "book");
  EXPECT_EQ(clip("한글", 4), "한글");
}

TEST(Clip, ends_what_it_cut_with_an_ellipsis) {
  EXPECT_EQ(clip("The Hobbit", 5), "The …");
  EXPECT_EQ(clip("book", 1), "…");
  EXPECT_EQ(clip("book", 0), "");
  EXPECT_EQ(clip("book", -1), "");
}

TEST(Clip, never_splits_a_wide_character) {
  EXPECT_EQ(clip("한글책", 5), "한글…");
  EXPECT_EQ(clip("한글책", 4), "한…");
  EXPECT_EQ(clip("한글책", 3), "한…");
  EXPECT_EQ(clip("한글책", 2), "…");
  EXPECT_EQ(clip("한글책", 1), "…");
}

TEST(Clip, keeps_marks_with_their_letter) {
  EXPECT_EQ(clip("e\u0301a\u0308bc", 3), "e\u0301a\u0308…");
  EXPECT_EQ(clip("abe\u0301", 3), "abe\u0301");
  EXPECT_EQ(clip("\u1112\u1161\u11AB\u1100\u1173\u11AF", 3), "\u1112\u1161\u11AB…");
}

TEST(Clip, keeps_an_emoji_sequence_whole_or_drops_it) {
  const std::string text = std::string(family) + std::string(flag_of_korea) + "x";
  EXPECT_EQ(clip(text, 5), text);
  EXPECT_EQ(clip(text, 4), std::string(family) + "…");
  EXPECT_EQ(clip(text, 3), std::string(family) + "…");
  EXPECT_EQ(clip(text, 2), "…");
}

TEST(Clip, result_is_never_too_wide) {
  const std::string text = "책 e\u0301" + std::string(family) + "한글 \U0001F1F0 \xFF" + "नमस्ते";
  for (int columns = 0; columns <= text_width(text) + 1; ++columns) {
    EXPECT_LE(text_width(clip(text, columns)), columns);
  }
}

TEST(Printable, keeps_text_as_it_is) {
  const std::string text = "책, \"Ça\" — " + std::string(family) + std::string(heart_on_fire);
  EXPECT_EQ(printable(text), text);
}

TEST(Printable, makes_line_breaks_and_tabs_single_spaces) {
  EXPECT_EQ(printable("a\nb\tc\r\nd\u2028e\u2029f"), "a b c d e f");
}

TEST(Printable, disarms_escape_sequences) {
  EXPECT_EQ(printable("\x1b[2J\x1b]0;owned\a"), "\uFFFD[2J\uFFFD]0;owned\uFFFD");
  EXPECT_EQ(printable("\u009B31m"), "\uFFFD31m") << "CSI as one C1 character";
  EXPECT_EQ(printable("\x9B"
                      "31m"),
            "\uFFFD31m")
      << "CSI as one byte";
  EXPECT_EQ(printable("a\rb\bc\x7F"), "a\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\uFFFDb");
}

TEST(Printable, disarms_overlong_escapes) {
  EXPECT_EQ(printable("\xC0\x9B[2J"), "\uFFFD\uFFFD[2J");
}

TEST(Printable, disarms_bidirectional_overrides) {
  EXPECT_EQ(printable("\u202Eknab\u202C"), "\uFFFDknab\uFFFD");
  EXPECT_EQ(printable("\u2066x\u2069"), "\uFFFDx\uFFFD");
  EXPECT_EQ(printable("\u202Fx\u206A"), "\u202Fx\u206A");
}

TEST(Printable, replaces_invalid_utf8_and_goes_on) {
  EXPECT_EQ(printable("책\xFF책"), "책\uFFFD책");
  EXPECT_EQ(printable("cut \xED\x95"), "cut \uFFFD");
}

TEST(Printable, changes_nothing_the_second_time) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  const std::string once = printable(every_byte);
  EXPECT_EQ(printable(once), once);
}

}  // namespace
}  // namespace bookrent::cli
