#pragma once
// The known fields of one record, found under whatever case they are written in.
#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>

namespace bookrent::cli {

enum class BookField {
  title,
  authors,
  author,
  isbn13,
  isbn,
  year,
  original_publication_year,
  language,
  language_code,
  fee,
  copies,
  days,
};

class BookFields {
 public:
  /// Borrows `fields`, an object, which must outlive it.
  explicit BookFields(const nlohmann::json& fields);

  /// The value of a field; null when there is none, or it is blank or JSON's null.
  const nlohmann::json* find(BookField field) const;

  /// The value of the first of the two that has one, else null.
  const nlohmann::json* find(BookField field, BookField alternative) const;

 private:
  static constexpr std::size_t count = static_cast<std::size_t>(BookField::days) + 1;

  std::array<const nlohmann::json*, count> values_{};
};

}  // namespace bookrent::cli
