#include "tests/simulation/judge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/check/check.hpp"
#include "common/contract/book.hpp"
#include "common/contract/codec.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"
#include "common/eventlog/chain.hpp"
#include "common/eventlog/envelope.hpp"
#include "tests/support/engine_source.hpp"

namespace bookrent::simulation {
namespace {

std::string name_of(const Command& command) {
  return fmt::format("{} {} {} (key {})", command.context, command.op, command.body, command.key);
}

std::string shown(const message::Reply& reply) { return message::stored_form(reply); }

/// The event of a command that was done.
std::string event_of(const Command& command) {
  if (command.context == contract::user_context)
    return std::string{contract::event_type<contract::UserRegistered>()};
  if (command.op == contract::AddBook::operation)
    return std::string{contract::event_type<contract::BookRegistered>()};
  if (command.op == contract::ChangeBook::operation)
    return std::string{contract::event_type<contract::BookChanged>()};
  if (command.op == contract::RentBook::operation)
    return std::string{contract::event_type<contract::Rented>()};
  if (command.op == contract::CancelRental::operation)
    return std::string{contract::event_type<contract::Cancelled>()};
  return std::string{contract::event_type<contract::Returned>()};
}

}  // namespace

void Judge::complain(std::string what) {
  if (std::ranges::count(complaints_, what) == 0) complaints_.push_back(std::move(what));
}

Judge::Rows Judge::rows(const std::string& context, const std::string& sql) const {
  Rows rows;
  SQLite::Statement select(suite_.process(context).store->database(), sql);
  while (select.executeStep()) {
    rows.emplace_back();
    for (int i = 0; i < select.getColumnCount(); ++i)
      rows.back().push_back(select.getColumn(i).getString());
  }
  return rows;
}

std::string Judge::cell(const std::string& context, const std::string& sql) const {
  return rows(context, sql).at(0).at(0);
}

void Judge::look(const Process& process) {
  if (process.disk.sync_failed())
    complain(fmt::format("P1: {} goes on after a sync that failed", process.name));
  if (process.name != "rental" && process.name != "payment") return;
  const Process& rental = suite_.process("rental");
  const Process& payment = suite_.process("payment");
  if (&process == &rental)
    for (const auto& row : rows("rental", "SELECT rental_id FROM rentals WHERE rented_at NOT NULL"))
      were_rented_.insert(std::stoll(row[0]));
  if (!rental.store || !payment.store) return;
  std::set<std::string> approved;
  for (const auto& row :
       rows("payment", "SELECT payment_id FROM payments WHERE status IN ('AUTHORIZED', 'PAID')"))
    approved.insert(row[0]);
  for (const auto& row : rows("rental", "SELECT rental_id FROM rentals WHERE status = 'RENTED'"))
    if (!approved.contains(row[0]))
      complain(fmt::format("P3: rental {} is RENTED without an approved payment", row[0]));
  for (const auto& row : rows("payment", "SELECT payment_id FROM payments WHERE status = 'PAID'"))
    if (!was_rented(std::stoll(row[0])))
      complain(fmt::format("P3: payment {} is PAID for a rental that was not RENTED", row[0]));
}

std::map<std::string, std::int64_t> Judge::readers_of(const std::string& source) const {
  std::map<std::string, std::int64_t> readers;
  for (const auto& [name, process] : suite_.processes()) {
    if (!process->store) continue;
    for (const auto& row :
         rows(name, fmt::format("SELECT seq FROM positions WHERE source = '{}'", source)))
      readers[name] = std::stoll(row[0]);
  }
  return readers;
}

std::int64_t Judge::head_of(const std::string& source) const {
  return std::stoll(cell(source, "SELECT coalesce(max(seq), 0) FROM event_log"));
}

bool Judge::settled() const {
  if (!suite_.all_up()) return false;
  for (const auto& [name, process] : suite_.processes()) {
    if (!process->service) continue;
    for (const std::string& source : process->service->sources()) {
      const auto position =
          rows(name, fmt::format("SELECT seq FROM positions WHERE source = '{}'", source));
      const auto head = cell(source, "SELECT coalesce(max(seq), 0) FROM event_log");
      if ((position.empty() ? "0" : position[0][0]) != head) return false;
    }
  }
  return cell("rental", "SELECT count(*) FROM awaiting_payment") == "0" &&
         cell("rental", "SELECT count(*) FROM rentals WHERE status IN ('REQ_PAY', 'CANCELLING')") ==
             "0" &&
         cell("payment",
              "SELECT count(*) FROM payments WHERE retry_at NOT NULL OR status IS NULL "
              "OR status = 'AUTHORIZED'") == "0";
}

void Judge::judge(const std::vector<std::unique_ptr<Customer>>& customers) {
  for (const auto& [name, process] : suite_.processes())
    if (process->store) look(*process);
  judge_logs();
  judge_histories(customers);
  judge_rentals();
  judge_projections();
  judge_bank();
  ask_the_checker();
}

/// The judge's own second opinion, and what the checker is tried on.
void Judge::ask_the_checker() {
  std::vector<std::unique_ptr<support::EngineSource>> engines;
  std::vector<cli::Source*> sources;
  for (const auto& [name, process] : suite_.processes()) {
    if (!process->store) continue;
    engines.push_back(
        std::make_unique<support::EngineSource>(name, dynamic_cast<turn::Engine&>(*process->node)));
    sources.push_back(engines.back().get());
  }
  cli::check(sources, {}, [this](const cli::Violation& violation) {
    complain("the check: " + cli::text_of(violation));
  });
}

void Judge::judge_logs() {
  caused_.clear();
  for (const auto& [name, process] : suite_.processes()) {
    if (!process->store) continue;
    if (const auto sound = cell(name, "PRAGMA integrity_check"); sound != "ok")
      complain(fmt::format("{}.db is not sound: {}", name, sound));
    eventlog::Chain chain{};
    std::int64_t sequence = 0;
    for (const auto& row :
         rows(name, "SELECT seq, event, hex(chain) FROM event_log ORDER BY seq")) {
      chain = eventlog::next_chain(chain, row[1]);
      std::string hex = eventlog::hex(chain);
      std::ranges::transform(hex, hex.begin(), [](char c) {
        return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
      });
      const auto event = eventlog::read_envelope(row[1]);
      if (row[0] != std::to_string(++sequence) || hex != row[2] || !event)
        complain(fmt::format("event {}:{} does not fit the log", name, row[0]));
      else
        caused_[event->traceparent].insert(event->type);
    }
  }
}

void Judge::judge_histories(const std::vector<std::unique_ptr<Customer>>& customers) {
  for (const auto& customer : customers) judge_history(customer->history());
}

void Judge::judge_history(const std::vector<Command>& history) {
  std::map<std::string, const Command*> by_key;
  for (const Command& command : history) {
    if (command.context == contract::view_context) {
      judge_look(command);
      continue;
    }
    const auto [first, is_new] = by_key.emplace(command.key, &command);
    if (!is_new && !first->second->told) first->second = &command;
    if (!is_new && command.told && first->second->told &&
        shown(*command.told) != shown(*first->second->told)) {
      message::Reply one = *command.told, other = *first->second->told;
      one.id = other.id = {};
      if (one != other)
        complain(fmt::format("P4: {} got two answers: {} and {}", name_of(command), shown(other),
                             shown(one)));
    }
  }
  for (const auto& [key, command] : by_key) judge_command(*command);
}

void Judge::judge_command(const Command& command) {
  const auto caused = caused_.find(command.traceparent);
  const auto done = caused == caused_.end() ? 0 : caused->second.count(event_of(command));
  const bool changes_nothing =
      command.op == contract::ChangeBook::operation && command.told && !command.told->error;
  if (done > 1) complain(fmt::format("P4: {} happened {} times", name_of(command), done));
  if (command.told && !command.told->error && done != 1 && !changes_nothing)
    complain(fmt::format("P1: {} was acknowledged and is not there", name_of(command)));
  if (command.told && command.told->error && done != 0)
    complain(fmt::format("{} was refused and happened", name_of(command)));
}

void Judge::judge_look(const Command& command) {
  if (!command.told || !command.told->error || command.told->stale) return;
  complain(fmt::format("P9: rental {} was acknowledged and is not shown: {}", command.rental_id,
                       shown(*command.told)));
}

void Judge::must_be_equal(const std::string& what, const Rows& one, const Rows& other) {
  if (one != other) complain(fmt::format("{}: {} against {}", what, one, other));
}

void Judge::judge_rentals() {
  for (const auto& row : rows("rental",
                              "SELECT book_id, copy, count(*) FROM rentals WHERE status = 'RENTED' "
                              "GROUP BY book_id, copy HAVING count(*) > 1"))
    complain(fmt::format("P2: copy {} of book {} is lent {} times", row[1], row[0], row[2]));
  must_be_equal("copies in hand and rentals",
                rows("rental",
                     "SELECT rental_id, book_id, copy FROM copies WHERE rental_id NOT "
                     "NULL ORDER BY rental_id"),
                rows("rental",
                     "SELECT rental_id, book_id, copy FROM rentals WHERE status = "
                     "'RENTED' ORDER BY rental_id"));
  must_be_equal("known_books.lent",
                rows("rental", "SELECT book_id, lent FROM known_books WHERE lent > 0 ORDER BY 1"),
                rows("rental",
                     "SELECT book_id, count(*) FROM rentals WHERE status = 'RENTED' "
                     "GROUP BY book_id ORDER BY 1"));
  std::map<std::string, std::string> payments;
  for (const auto& row : rows("payment", "SELECT payment_id, status FROM payments"))
    payments[row[0]] = row[1];
  for (const auto& row : rows("rental", "SELECT rental_id, status FROM rentals")) {
    const std::string payment = payments[row[0]];
    const bool fits = row[1] == "REJECTED"    ? payment == "VOIDED" || payment == "DECLINED"
                      : row[1] == "CANCELLED" ? payment == "REFUNDED"
                                              : payment == "PAID";
    if (!fits) complain(fmt::format("rental {} is {}, its payment {}", row[0], row[1], payment));
    payments.erase(row[0]);
  }
  for (const auto& [id, status] : payments)
    complain(fmt::format("payment {} ({}) has no rental", id, status));
}

void Judge::judge_projections() {
  const char* ids = "SELECT user_id, rental_id FROM rentals WHERE status = 'RENTED' ORDER BY 1, 2";
  must_be_equal("P5: the users' rentals",
                rows("user", "SELECT * FROM current_rentals ORDER BY 1, 2"), rows("rental", ids));
  must_be_equal(
      "P5: the books' rentals", rows("book", "SELECT * FROM current_rentals ORDER BY 1, 2"),
      rows("rental",
           "SELECT book_id, rental_id FROM rentals WHERE status = 'RENTED' ORDER BY 1, 2"));
  const char* rentals =
      "SELECT rental_id, user_id, book_id, status, amount, currency FROM rentals ORDER BY 1";
  must_be_equal("P5: the view's rentals", rows("view", rentals), rows("rental", rentals));
  const char* payments = "SELECT rental_id, status FROM payments ORDER BY 1";
  must_be_equal("P5: the view's payments", rows("view", payments), rows("payment", payments));
  const char* users = "SELECT user_id, name FROM users ORDER BY 1";
  must_be_equal("P5: the view's users", rows("view", users), rows("user", users));
  const char* books = "SELECT book_id, title, withdrawn FROM books ORDER BY 1";
  must_be_equal("P5: the view's books", rows("view", books), rows("book", books));
  must_be_equal("P5: rental's users", rows("rental", "SELECT user_id FROM known_users ORDER BY 1"),
                rows("user", "SELECT user_id FROM users ORDER BY 1"));
  const char* terms = " FROM known_books ORDER BY 1";
  must_be_equal(
      "P5: rental's books",
      rows("rental", std::string{"SELECT book_id, fee, currency, days, copies, withdrawn"} + terms),
      rows("book", "SELECT book_id, fee, currency, days, copies, withdrawn FROM books ORDER BY 1"));
  must_be_equal("P5: the view's history", rows("view", "SELECT count(*) FROM history"),
                rows("rental", "SELECT (SELECT count(*) FROM event_log) + " +
                                   cell("payment", "SELECT count(*) FROM event_log")));
}

void Judge::judge_bank() {
  std::set<std::int64_t> known;
  for (const auto& row : rows("payment", "SELECT payment_id, status FROM payments")) {
    const auto money = bank_.money_of(std::stoll(row[0]));
    known.insert(std::stoll(row[0]));
    const bool fits = row[1] == "PAID"       ? money == Bank::Money::captured
                      : row[1] == "REFUNDED" ? money == Bank::Money::refunded
                                             : money == Bank::Money::none;
    if (!fits)
      complain(fmt::format("payment {} is {}, and the bank says otherwise", row[0], row[1]));
  }
  for (const auto& [id, money] : bank_.ledger())
    if (money != Bank::Money::none && !known.contains(id))
      complain(fmt::format("the bank holds money for payment {}, which nobody knows", id));
}

}  // namespace bookrent::simulation
