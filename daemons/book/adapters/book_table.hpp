#pragma once
// The catalogue, in SQLite.
#include <vector>

#include "common/store/statement.hpp"
#include "daemons/book/application/ports.hpp"

namespace bookrent::book {

class BookTable final : public Books {
 public:
  explicit BookTable(store::Store& store);

  Book add(Book book) override;
  std::optional<Book> find(std::int64_t id) override;
  std::optional<std::int64_t> same_as(const Book& book) override;
  void save(const Book& book) override;
  /// At most `count` books behind `after`, in the order of their ids.
  std::vector<Book> following(std::int64_t after, std::int64_t count);

 private:
  store::Statement insert_;
  store::Statement select_;
  store::Statement with_isbn_;
  store::Statement same_book_;
  store::Statement update_;
  store::Statement following_;
};

}  // namespace bookrent::book
