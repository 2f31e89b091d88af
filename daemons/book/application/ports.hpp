#pragma once
// What the use cases need of the outside, in the domain's words.
#include <cstdint>
#include <optional>

#include "common/contract/book.hpp"
#include "daemons/book/domain/book.hpp"

namespace bookrent::book {

/// The catalogue.
class Books {
 public:
  virtual ~Books() = default;
  /// Stores a new book under the next id.
  virtual Book add(Book book) = 0;
  virtual std::optional<Book> find(std::int64_t id) = 0;
  /// Which book of the catalogue is the same as `book`, by its ISBN or, when it has none, by title
  /// and authors. A withdrawn book is still in the catalogue.
  virtual std::optional<std::int64_t> same_as(const Book& book) = 0;
  virtual void save(const Book& book) = 0;
};

/// The context's event log.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual void publish(const contract::BookRegistered& event) = 0;
  virtual void publish(const contract::BookChanged& event) = 0;
  virtual void publish(const contract::BookWithdrawn& event) = 0;
};

}  // namespace bookrent::book
