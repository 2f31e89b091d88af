#pragma once
// On what terms a book is rented: its fee, its copies and its period.
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "cli/catalogue/book_fields.hpp"
#include "cli/catalogue/catalogue_entry.hpp"

namespace bookrent::cli {

struct Terms {
  std::int64_t fee;
  std::int64_t copies;
  std::optional<std::int64_t> days;
};

/// Error: there is no fee, or a number is not whole or out of its range ("copies 0 is below 1").
std::expected<Terms, std::string> read_terms(const BookFields& book,
                                             const CatalogueDefaults& defaults);

}  // namespace bookrent::cli
