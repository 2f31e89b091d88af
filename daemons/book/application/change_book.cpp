#include "daemons/book/application/change_book.hpp"

namespace bookrent::book {

std::expected<ChangedBook, BookRefused> ChangeBook::operator()(
    const contract::ChangeBook& command) {
  auto book = books_.find(command.book_id);
  if (!book) return std::unexpected(BookRefused{BookRefusal::unknown_book, command.book_id});
  const auto event = change(*book, command);
  if (!event) return std::unexpected(event.error());
  if (!*event) return ChangedBook{*book, false};
  if (const auto same = books_.same_as(*book); same && *same != book->id)
    return std::unexpected(BookRefused{BookRefusal::already_in_catalogue, *same});
  books_.save(*book);
  journal_.publish(**event);
  return ChangedBook{*book, true};
}

std::expected<Book, BookRefused> ChangeBook::operator()(const contract::WithdrawBook& command) {
  auto book = books_.find(command.book_id);
  if (!book) return std::unexpected(BookRefused{BookRefusal::unknown_book, command.book_id});
  const auto event = withdraw(*book);
  if (!event) return std::unexpected(event.error());
  books_.save(*book);
  journal_.publish(*event);
  return *book;
}

}  // namespace bookrent::book
