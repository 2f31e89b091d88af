#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/render/text.hpp"
#include "cli/shown/shown.hpp"

namespace bookrent::cli {
namespace {

template <class Message, class People>
int ask_book(const Message& message, Session& session, const People& people) {
  return ask_and_print<contract::Book>(session, contract::book_context, message, people);
}

/// ListBooks and SearchBooks page alike.
template <class Query>
int list_books(Query query, std::optional<std::int64_t> limit, Session& session) {
  const auto ask = [&](std::int64_t page) -> std::expected<contract::BookList, ExitStatus> {
    query.limit = page;
    const auto reply =
        session.ask(contract::book_context, query.operation, contract::encode(query));
    if (!reply) return std::unexpected(reply.error());
    return read<contract::BookList>(*reply, session);
  };
  const auto books = all_pages<contract::Book>(
      limit, ask, [](auto& list) -> auto& { return list.books; },
      [&](const auto& list) { return (query.after = list.next).has_value(); });
  if (!books) return books.error();
  return print_all(session, *books, [&](const auto& all) { return table_of(all, session.out()); });
}

}  // namespace

int run(const contract::AddBook& command, Session& session) {
  return ask_book(command, session, [](const contract::Book& book) {
    return fmt::format("Added \"{}\" as book {}, {} {}.\n", printable(book.title), book.book_id,
                       book.copies, book.copies == 1 ? "copy" : "copies");
  });
}

int run(const contract::ShowBook& command, Session& session) {
  return ask_book(command, session,
                  [&](const contract::Book& book) { return details_of(book, session.out()); });
}

int run(const contract::ChangeBook& command, Session& session) {
  return ask_book(command, session,
                  [&](const contract::Book& book) { return details_of(book, session.out()); });
}

int run(const contract::WithdrawBook& command, Session& session) {
  return ask_book(command, session, [](const contract::Book& book) {
    return fmt::format("Withdrew \"{}\"; running rentals go on.\n", printable(book.title));
  });
}

int run(const Books& command, Session& session) {
  if (!command.search) return list_books(contract::ListBooks{}, command.limit, session);
  contract::SearchBooks query;
  query.text = *command.search;
  return list_books(query, command.limit, session);
}

}  // namespace bookrent::cli
