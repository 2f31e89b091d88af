#include "cli/catalogue/note.hpp"

#include <utility>

namespace bookrent::cli {

std::string_view describe(NoteKind kind) {
  switch (kind) {
    case NoteKind::isbn_padded:
      return "leading zeros of the ISBN put back";
    case NoteKind::isbn_float:
      return "ISBN written as a float, not used";
    case NoteKind::isbn_check_digit:
      return "wrong check digit, ISBN not used";
    case NoteKind::isbn_unreadable:
      return "not an ISBN, not used";
    case NoteKind::isbn_disagreement:
      return "isbn and isbn13 differ, isbn13 used";
    case NoteKind::year_unreadable:
      return "unreadable year, left out";
    case NoteKind::language_unreadable:
      return "unreadable language, left out";
  }
  std::unreachable();
}

bool is_routine(NoteKind kind) {
  return kind == NoteKind::isbn_padded || kind == NoteKind::isbn_float;
}

}  // namespace bookrent::cli
