// Makes the five databases of a suite with so many rentals, as they stand after everybody has read
// everything: one in ten is RENTED, the others were returned. What the daemons would have written
// one by one is written in few transactions, with the real schemas, logs and contract.
// Usage: fill_suite DIRECTORY RENTALS
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "common/contract/book.hpp"
#include "common/contract/codec.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/eventlog/log.hpp"
#include "common/store/statement.hpp"
#include "common/turn/replies.hpp"
#include "daemons/book/adapters/book_table.hpp"
#include "daemons/book/adapters/schema.hpp"
#include "daemons/payment/adapters/schema.hpp"
#include "daemons/rental/adapters/schema.hpp"
#include "daemons/user/adapters/schema.hpp"
#include "daemons/view/adapters/schema.hpp"
#include "daemons/view/projections/counter.hpp"
#include "daemons/view/projections/life.hpp"

using namespace bookrent;
using store::Statement;

namespace {

constexpr std::int64_t users = 10'000;
constexpr std::int64_t books = 1'000;
constexpr std::int64_t fee = 1500;
constexpr std::int64_t days = 14;
constexpr const char* currency = "KRW";
const clock::Instant start = *clock::parse_rfc3339("2026-12-01T00:00:00Z");

/// In one transaction: the write-ahead log stays small beside what is written.
constexpr std::int64_t rentals_a_commit = 50'000;

/// One context's database. A power cut spoils it, which nobody minds.
class Database {
 public:
  Database(const std::filesystem::path& directory, std::string name, const store::Schema& schema)
      : name_(std::move(name)),
        store_(*store::Store::open(directory / (name_ + ".db"), schema)),
        log_(*store_, name_, random_),
        replies_(*store_) {
    store_->database().exec("PRAGMA synchronous=OFF; PRAGMA cache_size=-200000");
    store_->begin();
  }
  store::Store& store() { return *store_; }

  template <class Event>
  std::int64_t publish(const Event& event, const char* about, std::int64_t id,
                       clock::Instant time) {
    log_.append(
        {std::string{contract::event_type<Event>()}, fmt::format("{}/{}", about, id), "manager:0",
         "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01", contract::encode(event)},
        time);
    return log_.head();
  }

  template <class Body>
  void keep_reply(const std::string& key, const message::Principal& who, const Body& body,
                  std::int64_t sequence, clock::Instant time) {
    message::Request request;
    request.op = "fill";
    request.key = key;
    request.principal = who;
    message::Reply reply;
    reply.outcome = message::Outcome::applied;
    reply.position = {{name_, {log_.epoch(), sequence}}};
    reply.body = contract::encode(body);
    replies_.store(request, reply, true, time);
  }

  /// This one has read all of `source`.
  void has_read(Database& source) {
    Statement newest(source.store(), "SELECT chain FROM event_log WHERE seq = ?1");
    newest.bind(source.log_.head()).step();
    const auto chain = eventlog::chain_from_bytes(newest.text("chain"));
    newest.finish();
    Statement(*store_, "INSERT INTO positions(source, epoch, seq, chain) VALUES(?1, ?2, ?3, ?4)")
        .run(source.name_, source.log_.epoch(), source.log_.head(), std::span{chain});
  }

  void commit_and_go_on() {
    store_->commit();
    store_->begin();
  }
  void finish() { store_->commit(); }

 private:
  std::string name_;
  random::SystemRandom random_;
  std::unique_ptr<store::Store> store_;
  eventlog::Log log_;
  turn::Replies replies_;
};

struct Suite {
  explicit Suite(const std::filesystem::path& directory)
      : user(directory, "user", user::schema()),
        book(directory, "book", book::schema()),
        rental(directory, "rental", rental::schema()),
        payment(directory, "payment", payment::schema()),
        view(directory, "view", view::schema()) {}
  Database user, book, rental, payment, view;

  auto all() { return std::array{&user, &book, &rental, &payment, &view}; }
};

void add_users(Suite& suite) {
  Statement add(suite.user.store(), "INSERT INTO users VALUES(?1, ?2, ?3, 'customer', 'active')");
  Statement known(suite.rental.store(), "INSERT INTO known_users VALUES(?1, 0, 1)");
  Statement seen(suite.view.store(), "INSERT INTO users VALUES(?1, ?2)");
  for (std::int64_t id = 1; id <= users; ++id) {
    const std::string name = fmt::format("고객 {}", id);
    add.run(id, name, fmt::format("u{}@example.org", id));
    known.run(id);
    seen.run(id, name);
    suite.user.publish(
        contract::UserRegistered{id, name, contract::Role::customer, contract::UserStatus::active},
        "user", id, start);
  }
}

void add_books(Suite& suite, std::int64_t open_of_each) {
  book::BookTable table(suite.book.store());
  Statement known(suite.rental.store(),
                  "INSERT INTO known_books VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, 1)");
  Statement seen(suite.view.store(), "INSERT INTO books VALUES(?1, ?2, 0)");
  for (std::int64_t id = 1; id <= books; ++id) {
    book::Book book;
    book.title = fmt::format("제목 {}", id);
    book.authors = {fmt::format("지은이 {}", id)};
    book.fee = {fee, currency};
    book.copies = book::copies_max;
    book.days = days;
    table.add(book);
    known.run(id, fee, currency, days, book.copies, open_of_each);
    seen.run(id, book.title);
    suite.book.publish(
        contract::BookRegistered{id, book.title, book.authors, fee, currency, book.copies, days},
        "book", id, start);
  }
}

/// Pairs of user and book do not come again before ten million rentals. The first copy of a book is
/// the one that was returned; each open rental has one of its own.
class Rentals {
 public:
  explicit Rentals(Suite& suite)
      : suite_(suite),
        rental_(
            suite.rental.store(),
            "INSERT INTO rentals VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL)"),
        copy_(suite.rental.store(), "INSERT INTO copies VALUES(?1, ?2, ?3)"),
        payment_(suite.payment.store(),
                 "INSERT INTO payments VALUES(?1, ?1, ?2, ?3, ?4, 'PAID', NULL, 1, 0, 0, 0, NULL, "
                 "NULL, NULL, NULL)"),
        of_user_(suite.user.store(), "INSERT INTO current_rentals VALUES(?1, ?2)"),
        of_book_(suite.book.store(), "INSERT INTO current_rentals VALUES(?1, ?2)"),
        seen_(
            suite.view.store(),
            "INSERT INTO rentals VALUES(?1, ?2, ?3, ?4, ?1, ?5, ?6, ?7, ?8, ?9, ?10, NULL, NULL)"),
        seen_payment_(suite.view.store(), "INSERT INTO payments VALUES(?1, 'PAID')"),
        history_(suite.view.store(), "INSERT INTO history VALUES(?1, ?2, ?3, ?4, 'manager:0')") {}

  static std::int64_t book_of(std::int64_t id) { return id / users % books + 1; }
  static bool is_open(std::int64_t id) { return id % 10 == 0; }

  void add(std::int64_t id) {
    contract::Rental rental = rented(id);
    rent(rental);
    if (!is_open(id)) give_back(rental);
    store(rental);
  }

  /// The replies to those who rented. Their keys come in any order, and each needs a page of its
  /// own then; so they are sorted. In two passes, for pages that grow at random are not full
  /// either.
  void add_replies() {
    std::vector<std::pair<std::string, std::int64_t>> keys;
    for (std::int64_t id = 1; id <= std::ssize(rented_at_); ++id)
      keys.emplace_back(fmt::format("{:08x}-rent", id * 2654435761 % 4294967296), id);
    std::ranges::sort(keys);
    for (const std::size_t first : {0U, 1U})
      for (std::size_t i = first; i < keys.size(); i += 2) {
        const auto& [key, id] = keys[i];
        const contract::Rental of = rented(id);
        suite_.rental.keep_reply(key, {0, "manager", ""}, of, rented_at_[std::size_t(id) - 1],
                                 *of.rented_at);
        if (i / 2 % rentals_a_commit == 0) suite_.rental.commit_and_go_on();
      }
  }

 private:
  static contract::Rental rented(std::int64_t id) {
    contract::Rental rental;
    rental.rental_id = rental.payment_id = id;
    rental.user_id = id % users + 1;
    rental.book_id = book_of(id);
    rental.status = contract::RentalStatus::rented;
    rental.amount = fee;
    rental.currency = currency;
    rental.requested_at = start + clock::Milliseconds{id * 10};
    rental.rented_at = rental.requested_at + clock::Milliseconds{3};
    rental.due_at = *rental.rented_at + std::chrono::days{days};
    return rental;
  }

  void rent(const contract::Rental& of) {
    const auto at = of.requested_at, rented = *of.rented_at;
    note(of, view::Step::requested, at,
         suite_.rental.publish(contract::RentalRequested{of.rental_id, of.user_id, of.book_id,
                                                         of.payment_id, fee, currency, at},
                               "rental", of.rental_id, at));
    const std::int64_t authorized = suite_.payment.publish(
        contract::PaymentAuthorized{of.payment_id, of.rental_id, of.user_id, fee, currency},
        "payment", of.payment_id, at);
    note(of, view::Step::authorized, at, authorized);
    const contract::Payment payment{of.payment_id,
                                    of.rental_id,
                                    of.user_id,
                                    fee,
                                    currency,
                                    contract::PaymentStatus::authorized,
                                    {}};
    suite_.payment.keep_reply(fmt::format("authorize-{}", of.rental_id), {0, "service", "rental"},
                              payment, authorized, at);
    rented_at_.push_back(
        suite_.rental.publish(contract::Rented{of.rental_id, of.user_id, of.book_id, of.payment_id,
                                               fee, currency, rented, *of.due_at},
                              "rental", of.rental_id, rented));
    note(of, view::Step::rented, rented, rented_at_.back());
    note(of, view::Step::paid, rented,
         suite_.payment.publish(contract::Paid{of.payment_id, of.rental_id, fee, currency},
                                "payment", of.payment_id, rented));
  }

  void give_back(contract::Rental& of) {
    of.status = contract::RentalStatus::returned;
    of.returned_at = *of.rented_at + std::chrono::hours{48};
    note(of, view::Step::returned, *of.returned_at,
         suite_.rental.publish(
             contract::Returned{of.rental_id, of.user_id, of.book_id, *of.returned_at}, "rental",
             of.rental_id, *of.returned_at));
  }

  void note(const contract::Rental& of, view::Step step, clock::Instant time,
            std::int64_t sequence) {
    history_.run(of.rental_id, time.time_since_epoch().count(), std::to_underlying(step), sequence);
  }

  void store(const contract::Rental& of) {
    const bool open = is_open(of.rental_id);
    const std::int64_t copy = open ? ++copies_[static_cast<std::size_t>(of.book_id)] + 1 : 1;
    const auto text = [](const auto& time) {
      return time ? std::optional{clock::rfc3339(*time)} : std::nullopt;
    };
    const auto ms = [](const auto& time) {
      return time ? std::optional{time->time_since_epoch().count()} : std::nullopt;
    };
    const std::string_view status = contract::word(of.status);
    rental_.run(of.rental_id, of.user_id, of.book_id, copy, status, fee, currency, days,
                clock::rfc3339(of.requested_at), text(of.rented_at), text(of.due_at),
                text(of.returned_at));
    payment_.run(of.payment_id, of.user_id, fee, currency);
    seen_.run(of.rental_id, of.user_id, of.book_id, status, fee, currency,
              of.requested_at.time_since_epoch().count(), ms(of.rented_at), ms(of.due_at),
              ms(of.returned_at));
    seen_payment_.run(of.rental_id);
    if (copy <= 2 && !first_copy_[static_cast<std::size_t>(of.book_id)]) {
      first_copy_[static_cast<std::size_t>(of.book_id)] = true;
      copy_.run(of.book_id, 1, std::optional<std::int64_t>{});
    }
    if (!open) return;
    copy_.run(of.book_id, copy, of.rental_id);
    of_user_.run(of.user_id, of.rental_id);
    of_book_.run(of.book_id, of.rental_id);
  }

  Suite& suite_;
  std::vector<std::int64_t> rented_at_;  // by rental, from the first one on: its event
  std::array<std::int64_t, books + 1> copies_{};
  std::array<bool, books + 1> first_copy_{};
  Statement rental_, copy_, payment_, of_user_, of_book_, seen_, seen_payment_, history_;
};

void add_counts(Suite& suite, std::int64_t open, std::int64_t rentals) {
  Statement add(suite.view.store(), "INSERT INTO counts VALUES(?1, ?2)");
  add.run(std::to_underlying(view::Counter::users), users);
  add.run(std::to_underlying(view::Counter::books), books);
  add.run(std::to_underlying(view::Counter::rentals_rented), open);
  add.run(std::to_underlying(view::Counter::rentals_returned), rentals - open);
  add.run(std::to_underlying(view::Counter::payments_paid), rentals);
}

void fill(const std::filesystem::path& directory, std::int64_t rentals) {
  Suite suite(directory);
  add_users(suite);
  add_books(suite, 0);
  Rentals all(suite);
  Statement lent(suite.rental.store(), "UPDATE known_books SET lent = lent + 1 WHERE book_id = ?1");
  for (std::int64_t id = 1; id <= rentals; ++id) {
    all.add(id);
    if (Rentals::is_open(id)) lent.run(Rentals::book_of(id));
    if (id % rentals_a_commit == 0)
      for (Database* one : suite.all()) one->commit_and_go_on();
  }
  all.add_replies();
  add_counts(suite, rentals / 10, rentals);
  for (Database* reader : {&suite.payment, &suite.user, &suite.book, &suite.view})
    reader->has_read(suite.rental);
  for (Database* reader : {&suite.rental, &suite.view})
    for (Database* source : {&suite.user, &suite.book}) reader->has_read(*source);
  suite.view.has_read(suite.payment);
  for (Database* one : suite.all()) one->finish();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "Usage: fill_suite DIRECTORY RENTALS\n");
    return 64;
  }
  std::filesystem::create_directories(argv[1]);
  fill(argv[1], std::atoll(argv[2]));
  return 0;
}
