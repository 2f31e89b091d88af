#include "tests/bench/load/cast.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

#include "cli/commands/asking.hpp"
#include "cli/commands/pipeline.hpp"
#include "cli/render/progress.hpp"
#include "common/contract/book.hpp"
#include "common/contract/codec.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"

namespace bookrent::bench {
namespace {

using cli::ExitStatus;
using cli::Session;
using Failure = std::expected<void, ExitStatus>;

constexpr std::string_view email_domain = "@bookrent-bench.invalid";  // RFC 2606: nobody's
constexpr std::string_view author = "bookrent-bench";
constexpr std::int64_t fee = 1'500;
constexpr std::int64_t copies = 1'000'000;  // never too few

bool is_own(const contract::User& user) { return user.email.ends_with(email_domain); }
bool is_own(const contract::Book& book) {
  return book.authors.size() == 1 && book.authors.front() == author;
}

std::int64_t number_of(const contract::User& user) {
  std::int64_t number = 0;
  std::from_chars(user.email.data(), user.email.data() + user.email.size(), number);
  return number;
}

/// What is in the suite already.
struct Found {
  std::vector<std::int64_t> users, books, open_rentals;
  std::int64_t last_number = 0;  // in the addresses of the users
  std::int64_t customers_of_others = 0, books_of_others = 0;
};

/// Each item of all pages of `query`.
template <class List, class Query, class Items, class Visit>
Failure each_item(Session& session, std::string_view context, Query query, const Items& items,
                  const Visit& visit) {
  const auto ask = [&](std::int64_t limit) -> std::expected<List, ExitStatus> {
    query.limit = limit;
    const auto reply = session.ask(context, Query::operation, contract::encode(query));
    if (!reply) return std::unexpected(reply.error());
    return cli::read<List>(*reply, session);
  };
  return cli::each_page(std::nullopt, ask, items, visit,
                        [&](const auto& list) { return (query.after = list.next).has_value(); });
}

Failure find_users(Session& session, Found& found) {
  return each_item<contract::UserList>(
      session, contract::user_context, contract::ListUsers{},
      [](auto& list) -> auto& { return list.users; },
      [&](contract::User&& user) {
        if (is_own(user)) {
          found.users.push_back(user.user_id);
          found.last_number = std::max(found.last_number, number_of(user));
          found.open_rentals.insert(found.open_rentals.end(), user.rentals.begin(),
                                    user.rentals.end());
        } else if (user.role == contract::Role::customer) {
          ++found.customers_of_others;
        }
      });
}

Failure find_books(Session& session, Found& found) {
  return each_item<contract::BookList>(
      session, contract::book_context, contract::ListBooks{},
      [](auto& list) -> auto& { return list.books; },
      [&](contract::Book&& book) {
        if (!is_own(book))
          ++found.books_of_others;
        else if (!book.withdrawn)
          found.books.push_back(book.book_id);
      });
}

/// Sends all bodies, many at a time, and gives `take` each reply.
template <class Message>
Failure send_all(Session& session, std::string_view what, std::string_view context,
                 const std::vector<Message>& messages,
                 const std::function<void(const message::Reply&)>& take) {
  const auto client = session.gateway();
  if (!client) return std::unexpected(client.error());
  random::SystemRandom random;
  const std::string key = random::uuid(random);
  std::optional<ExitStatus> failed;
  std::uint64_t done = 0;
  cli::Progress progress(STDERR_FILENO, what, messages.size(), std::chrono::steady_clock::now());
  cli::Pipeline pipeline(session, **client, [&](std::size_t, const message::Reply& reply) {
    if (!reply.error)
      take(reply);
    else if (!failed)
      failed = session.tell(*reply.error);
    progress.update(++done, std::chrono::steady_clock::now());
  });
  for (std::size_t number = 0; number < messages.size() && !failed; ++number) {
    auto request = session.request(context, Message::operation, contract::encode(messages[number]));
    request.key = fmt::format("{}-{}", key, number);
    pipeline.add(number, std::move(request));
  }
  pipeline.finish();
  if (failed) return std::unexpected(*failed);
  return {};
}

Failure add_users(Session& session, Found& found, std::int64_t wanted) {
  std::vector<contract::AddUser> missing;
  for (std::int64_t more = wanted - std::ssize(found.users); more > 0; --more) {
    ++found.last_number;
    missing.push_back({fmt::format("고객 {}", found.last_number),
                       fmt::format("{}{}", found.last_number, email_domain),
                       {}});
  }
  return send_all(session, "registering users", contract::user_context, missing,
                  [&](const message::Reply& reply) {
                    found.users.push_back(contract::decode<contract::User>(reply.body)->user_id);
                  });
}

Failure add_books(Session& session, std::vector<std::int64_t>& books, std::int64_t wanted) {
  std::vector<contract::AddBook> missing;
  for (std::int64_t number = std::ssize(books) + 1; number <= wanted; ++number) {
    contract::AddBook book;
    book.title = fmt::format("제목 {}", number);
    book.authors = {std::string{author}};
    book.fee = fee;
    book.copies = copies;
    missing.push_back(std::move(book));
  }
  return send_all(session, "adding books", contract::book_context, missing,
                  [&](const message::Reply& reply) {
                    books.push_back(contract::decode<contract::Book>(reply.body)->book_id);
                  });
}

ExitStatus refuse(const Session& session, const Found& found) {
  return session.fail(
      cli::refused,
      fmt::format("this suite has {} customers and {} books that are not bookrent-bench's; what it "
                  "measures with would stay among them. If that is wanted, say --among-real-data",
                  found.customers_of_others, found.books_of_others));
}

}  // namespace

std::expected<Cast, ExitStatus> prepare(Session& session, const CastSize& size) {
  Found found;
  if (const auto read = find_users(session, found); !read) return std::unexpected(read.error());
  if (const auto read = find_books(session, found); !read) return std::unexpected(read.error());
  const bool others = found.customers_of_others > 0 || found.books_of_others > 0;
  if (others && !size.among_real_data) return std::unexpected(refuse(session, found));
  if (const auto done = give_back(session, found.open_rentals); !done)
    return std::unexpected(done.error());
  if (const auto done = add_users(session, found, size.users); !done)
    return std::unexpected(done.error());
  if (const auto done = add_books(session, found.books, size.books); !done)
    return std::unexpected(done.error());
  found.users.resize(static_cast<std::size_t>(size.users));
  found.books.resize(static_cast<std::size_t>(size.books));
  return Cast{std::move(found.users), std::move(found.books)};
}

Failure give_back(Session& session, const std::vector<std::int64_t>& rentals) {
  std::vector<contract::ReturnRental> returns;
  for (const std::int64_t rental : rentals) returns.push_back({rental});
  return send_all(session, "returning rentals", contract::rental_context, returns,
                  [](const message::Reply&) {});
}

}  // namespace bookrent::bench
