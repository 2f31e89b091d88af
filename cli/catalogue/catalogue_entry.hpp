#pragma once
// A book as a catalogue file tells of it. Pure: a record goes in, an entry or a refusal comes out.
//
// BookFields, in any case; of two names for one thing the first counts when both have a value:
//   title                              text, required
//   authors, author                    list of names, or text: split at `;` if it has one, else
//                                      at `,` ("King, Stephen" is thus two authors: write
//                                      "King, Stephen;", a list, or "Stephen King")
//   isbn13, isbn                       text or integer; each may hold 10 or 13 digits
//   year, original_publication_year    whole number, also as 1997.0; negative before our era
//   language, language_code            text
//   fee, copies, days                  whole numbers
// Others are ignored, and so are values that are blank or null.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/catalogue/note.hpp"

namespace bookrent::cli {

inline constexpr std::size_t title_bytes_max = 1000;
inline constexpr std::size_t author_bytes_max = 300;
inline constexpr std::size_t authors_max = 50;
inline constexpr std::size_t language_bytes_max = 35;  // the longest tag RFC 5646 plans for
inline constexpr std::int64_t copies_max = 1'000'000;
inline constexpr std::int64_t days_max = 3650;

struct CatalogueEntry {
  std::string title;
  std::vector<std::string> authors;
  std::optional<std::string> isbn;  // 13 digits
  std::optional<std::int64_t> year;
  std::optional<std::string> language;
  std::int64_t fee;                  // in the currency's minor unit, 0 or more
  std::int64_t copies;               // 1 to copies_max
  std::optional<std::int64_t> days;  // rental period, 1 to days_max; nothing: the library's own
};

/// What a record that is silent on these gets. Taken as given: whoever sets them checks them.
struct CatalogueDefaults {
  std::optional<std::int64_t> fee;
  std::int64_t copies = 1;
  std::optional<std::int64_t> days;
};

struct CatalogueReading {
  CatalogueEntry entry;
  std::vector<Note> notes;
};

/// Reads the book of a record's `fields` (a JSON object of UTF-8 text). Error: why the record is
/// refused, in a person's words ("no title", "copies 0 is below 1").
std::expected<CatalogueReading, std::string> read_catalogue_entry(
    const nlohmann::json& fields, const CatalogueDefaults& defaults);

}  // namespace bookrent::cli
