#pragma once
// What was mended or left out of a record that was taken all the same. The kinds are few and fixed,
// so that a summary can count each.
#include <array>
#include <string>
#include <string_view>

namespace bookrent::cli {

enum class NoteKind {
  isbn_padded,          // got its lost leading zeros back
  isbn_float,           // written as a float, which has lost digits; not used
  isbn_check_digit,     // not used
  isbn_unreadable,      // not an ISBN at all; not used
  isbn_disagreement,    // isbn and isbn13 are both good and differ; isbn13 used
  year_unreadable,      // left out
  language_unreadable,  // left out
};

inline constexpr std::array note_kinds = {NoteKind::isbn_padded,        NoteKind::isbn_float,
                                          NoteKind::isbn_check_digit,   NoteKind::isbn_unreadable,
                                          NoteKind::isbn_disagreement,  NoteKind::year_unreadable,
                                          NoteKind::language_unreadable};

struct Note {
  NoteKind kind;
  std::string text;  // "isbn 0439023484: the check digit is wrong; not used"
};

/// The kind in a summary, after its count: "12 × wrong check digit, ISBN not used".
std::string_view describe(NoteKind kind);

/// Whether the kind is so common in real files, and so harmless, that it is to be counted only and
/// not told for every record.
bool is_routine(NoteKind kind);

}  // namespace bookrent::cli
