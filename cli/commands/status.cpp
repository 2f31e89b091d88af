#include <poll.h>

#include <nlohmann/json.hpp>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/readers.hpp"
#include "cli/commands/rental_pages.hpp"
#include "cli/shown/shown.hpp"

namespace bookrent::cli {
namespace {

constexpr int watch_interval_ms = 1000;
constexpr const char* clear_screen = "\x1b[H\x1b[2J";

bool is_wanted(const contract::RentalView& rental, const Rentals& command, const Session& session) {
  return !command.due_within ||
         (rental.due_at && *rental.due_at <= session.clock().now() + *command.due_within);
}

/// The newest first, or with a time that they are due within, those that are due first.
std::expected<std::vector<contract::RentalView>, ExitStatus> fetch(const Rentals& command,
                                                                   Session& session) {
  std::vector<contract::RentalView> rentals;
  const auto read = each_rental(command.filter, command.due_within ? std::nullopt : command.limit,
                                session, [&](contract::RentalView&& rental) {
                                  if (is_wanted(rental, command, session))
                                    rentals.push_back(std::move(rental));
                                });
  if (!read) return std::unexpected(read.error());
  if (!command.due_within) return rentals;
  std::ranges::stable_sort(rentals, {}, &contract::RentalView::due_at);
  if (command.limit && std::ssize(rentals) > *command.limit)
    rentals.resize(static_cast<std::size_t>(*command.limit));
  return rentals;
}

int list(const Rentals& command, Session& session) {
  const auto rentals = fetch(command, session);
  if (!rentals) return rentals.error();
  return print_all(session, *rentals,
                   [&](const auto& all) { return table_of(all, session.out()); });
}

/// Shows `show()` again and again, until the terminal's Ctrl-C. On a terminal each takes the place
/// of the one before; elsewhere they follow each other.
template <class Show>
int watch(Session& session, const Show& show) {
  while (true) {
    session.look_at_out_again();
    if (session.out().columns) fmt::print("{}", clear_screen);
    const int status = show();
    if (status != done && status != unavailable && status != try_later) return status;
    if (std::fflush(stdout) != 0) return done;
    ::poll(nullptr, 0, watch_interval_ms);
  }
}

std::string counts_line(const char* what, const nlohmann::ordered_json& counts) {
  std::vector<std::string> parts;
  for (const auto& [status, count] : counts.items())
    parts.push_back(fmt::format("{} {}", count.dump(), status));
  return fmt::format("{:9} {}\n", what, fmt::join(parts, ", "));
}

int summary(Session& session) {
  const auto reply = session.ask(contract::view_context, contract::Summary::operation,
                                 contract::encode(contract::Summary{}));
  if (!reply) return reply.error();
  const auto behind = events_behind(session);
  if (!behind) return behind.error();
  auto json = nlohmann::ordered_json::parse(reply->body);
  if (session.options().json) {
    json["behind"] = *behind;
    if (reply->stale) json["stale"] = true;
    session.print(json.dump());
    return done;
  }
  const auto counts = read<contract::SummaryCounts>(*reply, session);
  if (!counts) return counts.error();
  fmt::print("{:9} {}\n{:9} {}\n", "users", counts->users, "books", counts->books);
  fmt::print("{}{}", counts_line("rentals", json["rentals"]),
             counts_line("payments", json["payments"]));
  for (const auto& [source, events] : *behind)
    if (events > 0)
      fmt::print("{:9} {} events of {} are still to be read\n", "behind", events, source);
  return done;
}

/// The newest that fit the screen, below a header and above the cursor.
Rentals fitting(Rentals command, const Session& session) {
  constexpr int other_rows = 2;
  const bool is_table = !session.options().json && !session.options().quiet;
  if (command.watch && is_table && session.out().rows)
    command.limit = std::min<std::int64_t>(command.limit.value_or(INT64_MAX),
                                           std::max(*session.out().rows - other_rows, 1));
  return command;
}

bool names_a_filter(const Rentals& rentals) {
  return rentals.filter.user_id || rentals.filter.book_id || rentals.filter.status || rentals.limit;
}

int once(const Status& command, Session& session) {
  if (command.rental_id) return run(contract::RentalState{*command.rental_id}, session);
  if (!names_a_filter(command.rentals)) {
    if (const auto gateway = session.gateway(); !gateway) return gateway.error();
    // The counts are the managers'; a customer has rentals of their own to look at.
    if (session.login().role != message::role::customer) return summary(session);
  }
  return list(fitting(command.rentals, session), session);
}

}  // namespace

int run(const contract::RentalState& command, Session& session) {
  return ask_and_print<contract::RentalView>(
      session, contract::view_context, command,
      [&](const contract::RentalView& rental) { return details_of(rental, session.out()); });
}

int run(const Rentals& command, Session& session) {
  if (!command.watch) return list(command, session);
  return watch(session, [&] { return list(fitting(command, session), session); });
}

int run(const Status& command, Session& session) {
  if (!command.rentals.watch) return once(command, session);
  return watch(session, [&] { return once(command, session); });
}

int run(const contract::RentalHistory& command, Session& session) {
  const auto reply =
      session.ask(contract::view_context, command.operation, contract::encode(command));
  if (!reply) return reply.error();
  const auto history = read<contract::RentalHistoryList>(*reply, session);
  if (!history) return history.error();
  return print_all(session, history->events,
                   [&](const auto&) { return table_of(*history, session.out()); });
}

}  // namespace bookrent::cli
