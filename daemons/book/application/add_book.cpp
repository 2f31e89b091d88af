#include "daemons/book/application/add_book.hpp"

namespace bookrent::book {

std::expected<Book, BookRefused> AddBook::operator()(const contract::AddBook& command) {
  auto fresh = new_book(command, shop_);
  if (!fresh) return fresh;
  if (const auto same = books_.same_as(*fresh))
    return std::unexpected(BookRefused{BookRefusal::already_in_catalogue, *same});
  Book book = books_.add(*std::move(fresh));
  journal_.publish(registered(book));
  return book;
}

std::expected<contract::ImportedBook, BookRefused> ImportBook::operator()(
    const contract::ImportBook& command) {
  const auto book = add_(command.book);
  if (book) return contract::ImportedBook{book->id, true};
  if (book.error().why == BookRefusal::already_in_catalogue)
    return contract::ImportedBook{book.error().book_id, false};
  return std::unexpected(book.error());
}

}  // namespace bookrent::book
