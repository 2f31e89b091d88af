// What the pieces of a rental cost by themselves, on real databases: the turns of rental that take
// so many rentals, an event's envelope, the gateway's look at a token, and the view that catches
// up. The figures of two runs are compared by the same machine in the same hour, or not at all.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/contract/book.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "daemons/rental/adapters/rental_service.hpp"
#include "daemons/rental/adapters/schema.hpp"
#include "daemons/view/adapters/schema.hpp"
#include "daemons/view/adapters/view_service.hpp"
#include "tests/support/engine_fixture.hpp"
#include "tests/support/tokens.hpp"

namespace bookrent::bench {
namespace {

using support::EngineFixture;

constexpr std::int64_t fee = 1'500;
const clock::Instant noon = *clock::parse_rfc3339("2026-12-01T12:00:00Z");

bus::Parcel parcel(const message::Message& message) {
  return {bus::Link::gateway, {}, message::encode(message)};
}

template <class Event>
eventlog::NewEvent about(std::int64_t rental, const Event& event) {
  return {std::string{contract::event_type<Event>()}, fmt::format("rental/{}", rental), "user:3",
          "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01", contract::encode(event)};
}

/// The rental context with users who may rent, and payment, which approves.
class RentalDesk {
 public:
  RentalDesk() {
    std::vector<eventlog::NewEvent> registered;
    for (std::int64_t user = 1; user <= users; ++user)
      registered.push_back(about(user, contract::UserRegistered{user, "사용자", {}, {}}));
    for (auto from = registered.begin(); from != registered.end();) {
      const auto to = from + std::min<std::ptrdiff_t>(registered.end() - from, 500);
      rental_.feed("user", std::vector(from, to));
      from = to;
    }
    for (std::int64_t book = 1; book <= books; ++book)
      rental_.feed("book", contract::BookRegistered{book, "책", {}, fee, "KRW", users, 14});
  }

  /// Each user may have each book once.
  std::vector<bus::Parcel> ask(std::int64_t rentals) {
    std::vector<bus::Parcel> asked;
    for (std::int64_t i = 0; i < rentals; ++i, ++asked_) {
      if (asked_ == users * books) throw std::runtime_error("nobody is left who may rent");
      const contract::RentBook rent{asked_ % users + 1, asked_ / users + 1, {}};
      asked.push_back(parcel(rental_.make_request("rent", contract::encode(rent))));
    }
    return asked;
  }

  std::vector<bus::Parcel> turn(const std::vector<bus::Parcel>& arrived) {
    return rental_.engine().turn(arrived);
  }

  static std::vector<bus::Parcel> approve(const std::vector<bus::Parcel>& calls) {
    std::vector<bus::Parcel> approved;
    for (const bus::Parcel& sent : calls) {
      const auto message = message::decode(sent.parts).value();
      const auto* call = std::get_if<message::Request>(&message);
      if (call == nullptr) continue;
      contract::Payment payment;
      payment.payment_id = payment.rental_id =
          contract::decode<contract::VoidPayment>(call->body)->payment_id;
      payment.status = contract::PaymentStatus::authorized;
      message::Reply reply;
      reply.id = call->id;
      reply.outcome = message::Outcome::applied;
      reply.body = contract::encode(payment);
      approved.push_back(parcel(reply));
    }
    return approved;
  }

 private:
  static constexpr std::int64_t users = 10'000;
  static constexpr std::int64_t books = 5;

  support::SeededRandom chance_;
  EngineFixture rental_{"rental", rental::schema(), [this](store::Store& store) {
                          return std::make_unique<rental::RentalService>(
                              store, rental::RentalSettings{}, chance_);
                        }};
  std::int64_t asked_ = 0;
};

/// Two turns, each with its synced commit: that which asks payment, and that which hears from it.
void turns_of_rentals(benchmark::State& state) {
  RentalDesk desk;
  for (auto _ : state) {
    state.PauseTiming();
    const auto asked = desk.ask(state.range(0));
    state.ResumeTiming();
    const auto calls = desk.turn(asked);
    state.PauseTiming();
    const auto approved = RentalDesk::approve(calls);
    if (std::ssize(approved) != state.range(0)) throw std::runtime_error("a rental was refused");
    state.ResumeTiming();
    benchmark::DoNotOptimize(desk.turn(approved));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(turns_of_rentals)
    ->Arg(1)
    ->Iterations(2'000)
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();
BENCHMARK(turns_of_rentals)->Arg(16)->Iterations(500)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(turns_of_rentals)->Arg(256)->Iterations(50)->Unit(benchmark::kMicrosecond)->UseRealTime();

eventlog::NewEvent rented(std::int64_t rental) {
  return about(rental, contract::Rented{rental, 3, 7, rental, fee, "KRW", noon,
                                        noon + std::chrono::days{14}});
}

void envelope_is_written(benchmark::State& state) {
  const eventlog::NewEvent event = rented(12'345);
  for (auto _ : state) benchmark::DoNotOptimize(eventlog::envelope(event, "rental", 67'890, noon));
}
BENCHMARK(envelope_is_written);

void envelope_is_read(benchmark::State& state) {
  const std::string text = eventlog::envelope(rented(12'345), "rental", 67'890, noon);
  for (auto _ : state) benchmark::DoNotOptimize(eventlog::read_envelope(text));
}
BENCHMARK(envelope_is_read);

/// The gateway, which knows its keys.
class Gate {
 public:
  const message::Principal& look_at(const std::string& token) {
    auto principal = identity_.of_client(token);
    if (!principal) throw std::runtime_error(principal.error().message);
    return principal_ = *std::move(principal);
  }

 private:
  support::TestKeys keys_;
  support::FakeClock clock_;
  gateway::Identity identity_{keys_, clock_};
  message::Principal principal_;
};

constexpr std::int64_t callers = 2'000;

void token_is_new(benchmark::State& state) {
  Gate gate;
  std::vector<std::string> tokens;
  for (std::int64_t user = 1; user <= callers; ++user)
    tokens.push_back(support::customer_token(user));
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(gate.look_at(tokens.at(next++)));
}
BENCHMARK(token_is_new)->Iterations(callers)->Unit(benchmark::kMicrosecond);

void token_is_known(benchmark::State& state) {
  Gate gate;
  const std::string token = support::customer_token(7);
  for (auto _ : state) benchmark::DoNotOptimize(gate.look_at(token));
}
BENCHMARK(token_is_known);

/// Pages of rental's log, in which each rental is asked for, rented and returned.
class RentalLog {
 public:
  explicit RentalLog(std::int64_t pages) : events_(pages * page_events) {}

  bus::Parcel hint() const {
    return parcel(message::Events{{}, "rental", epoch, 1, events_, false, {}});
  }
  bus::Parcel answer(const message::Fetch& fetch) {
    message::Events page{fetch.id, "rental", epoch, head_ + 1, events_, false, {}};
    while (std::ssize(page.events) < page_events) {
      ++rental_;
      add(page, contract::RentalRequested{rental_, 3, 7, rental_, fee, "KRW", noon});
      add(page, contract::Rented{rental_, 3, 7, rental_, fee, "KRW", noon, noon});
      add(page, contract::Returned{rental_, 3, 7, noon});
    }
    return parcel(page);
  }
  std::int64_t head() const { return head_; }

 private:
  template <class Event>
  void add(message::Events& page, const Event& event) {
    page.events.push_back(eventlog::envelope(about(rental_, event), "rental", ++head_, noon));
  }

  static constexpr std::int64_t page_events = message::page_events_max / 3 * 3;
  static constexpr const char* epoch = "epoch-of-rental";

  const std::int64_t events_;
  std::int64_t head_ = 0;
  std::int64_t rental_ = 0;
};

message::Fetch asked_in(const std::vector<bus::Parcel>& sent) {
  for (const bus::Parcel& one : sent) {
    const auto message = message::decode(one.parts).value();
    if (const auto* fetch = std::get_if<message::Fetch>(&message)) return *fetch;
  }
  throw std::runtime_error("the view asks for no events");
}

void view_catches_up(benchmark::State& state) {
  EngineFixture view{"view", view::schema(), [](store::Store& store) {
                       return std::make_unique<view::ViewService>(store);
                     }};
  RentalLog log(state.max_iterations);
  std::vector<bus::Parcel> sent = view.engine().turn(std::vector{log.hint()});
  for (auto _ : state) {
    state.PauseTiming();
    const std::vector<bus::Parcel> page{log.answer(asked_in(sent))};
    state.ResumeTiming();
    sent = view.engine().turn(page);
  }
  const std::int64_t read = view.store().database().execAndGet("SELECT max(seq) FROM positions");
  if (read != log.head()) throw std::runtime_error("the view did not read all");
  state.SetItemsProcessed(log.head());
}
BENCHMARK(view_catches_up)->Iterations(100)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace bookrent::bench

BENCHMARK_MAIN();
