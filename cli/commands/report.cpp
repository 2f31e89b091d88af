#include <unistd.h>

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/rental_pages.hpp"
#include "cli/month.hpp"
#include "cli/render/progress.hpp"
#include "common/clock/calendar.hpp"

namespace bookrent::cli {
namespace {

/// What the rentals of one day have brought in, in the smallest unit of their currency.
struct Revenue {
  std::int64_t rentals = 0, amount = 0;    // all that were rented
  std::int64_t refunds = 0, refunded = 0;  // those of them that were cancelled since
};
using Day = std::pair<std::string, std::string>;  // 2026-10-05 where the caller is, and a currency
using Days = std::map<Day, Revenue>;

void count(const contract::RentalView& rental, const std::string& month, Days& days) {
  if (!rental.rented_at || !rental.amount) return;
  const std::string day = clock::local_date(*rental.rented_at);
  if (!day.starts_with(month)) return;
  Revenue& revenue = days[{day, rental.currency.value_or("")}];
  ++revenue.rentals;
  revenue.amount += *rental.amount;
  if (rental.status != contract::RentalStatus::cancelled) return;
  ++revenue.refunds;
  revenue.refunded += *rental.amount;
}

void print(const Days& days, const Session& session) {
  if (!session.options().json)
    session.print("day,currency,rentals,amount,refunds,refunded,revenue");
  for (const auto& [day, revenue] : days) {
    const std::int64_t rest = revenue.amount - revenue.refunded;
    if (session.options().json)
      session.print(nlohmann::ordered_json{
          {"day", day.first},
          {"currency", day.second},
          {"rentals", revenue.rentals},
          {"amount", revenue.amount},
          {"refunds", revenue.refunds},
          {"refunded", revenue.refunded},
          {"revenue",
           rest}}.dump());
    else
      session.print(fmt::format("{},{},{},{},{},{},{}", day.first, day.second, revenue.rentals,
                                revenue.amount, revenue.refunds, revenue.refunded, rest));
  }
}

}  // namespace

/// All rentals are looked at, for the time of one says nothing of the ids around it: a clock may
/// have been wrong.
int run(const ReportRevenue& command, Session& session) {
  const auto this_month = read_month(clock::local_date(session.clock().now()).substr(0, 7)).value();
  const auto month = command.month.value_or(this_month - std::chrono::months{1});
  if (month > this_month)
    return session.fail(usage, fmt::format("{} is still to come", text_of(month)));
  const std::string wanted = text_of(month);
  Progress progress(STDERR_FILENO, "reading rentals", std::nullopt,
                    std::chrono::steady_clock::now());
  Days days;
  std::uint64_t read = 0;
  const auto done_reading =
      each_rental({}, std::nullopt, session, [&](const contract::RentalView& rental) {
        count(rental, wanted, days);
        progress.update(++read, std::chrono::steady_clock::now());
      });
  progress.hide();
  if (!done_reading) return done_reading.error();
  print(days, session);
  return done;
}

}  // namespace bookrent::cli
