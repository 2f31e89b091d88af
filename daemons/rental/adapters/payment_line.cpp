#include "daemons/rental/adapters/payment_line.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "common/log/log.hpp"
#include "common/probe/probe.hpp"

namespace bookrent::rental {
namespace {

constexpr std::array states = {BreakerState::closed, BreakerState::open, BreakerState::half_open};

std::uint32_t seed_from(random::Random& random) {
  std::uint32_t seed = 0;
  random.fill(std::as_writable_bytes(std::span{&seed, 1}));
  return seed;
}

/// What a reply of payment, or of the gateway in its place, says of payment itself.
enum class Heard { answer, not_yet, failure };
Heard heard_in(const message::Reply& reply) {
  using enum message::ErrorCode;
  if (!reply.error) return Heard::answer;
  switch (reply.error->code) {
    case invalid:
    case not_found:
    case refused:
    case conflict:
      return Heard::answer;
    case pending:
      return Heard::not_yet;
    case unavailable:
    case overloaded:
    case rate_limited:
    case unauthenticated:
    case forbidden:
    case storage:
    case internal:
      return Heard::failure;
  }
  return Heard::failure;
}

}  // namespace

PaymentLine::PaymentLine(const BreakerLimits& limits, AwaitingTable& awaiting,
                         random::Random& random)
    : awaiting_(awaiting), breaker_(limits, seed_from(random)) {
  for (const std::int64_t rental_id : awaiting_.rental_ids()) breaker_.resumed(rental_id);
}

void PaymentLine::heard(std::int64_t rental_id, const message::Reply& reply, clock::Steady now) {
  switch (heard_in(reply)) {
    case Heard::answer:
      return breaker_.answered(rental_id, now);
    case Heard::failure:
      return breaker_.failed(rental_id, now);
    case Heard::not_yet:
      return;
  }
}

void PaymentLine::tick(const turn::Effects& effects) {
  ticked_at_ = effects.now();
  ticked_steady_ = effects.steady();
  count_slow(effects.steady());
  const BreakerState state = breaker_.state(effects.steady());
  if (state == state_) return;
  state_ = state;
  ++entered_[state];
  since_ = effects.now();
  tell();
}

/// A turn that was undone has left calls in the breaker that were never made.
void PaymentLine::count_slow(clock::Steady now) {
  for (const std::int64_t rental_id : breaker_.take_overdue(now)) {
    if (awaiting_.find(rental_id)) {
      breaker_.slow(rental_id, now);
    } else {
      probe::reached("rental: a call that was undone is forgotten");
      breaker_.forget(rental_id);
    }
  }
}

void PaymentLine::tell() const {
  const auto in_flight = static_cast<std::int64_t>(breaker_.in_flight());
  switch (state_) {
    case BreakerState::open:
      probe::reached("rental: the breaker opens");
      return log::warn("payment is slow or down: new rentals are turned away",
                       {{"breaker", word(state_)}, {"in_flight", in_flight}});
    case BreakerState::half_open:
      probe::reached("rental: the breaker is half open");
      return log::info("payment is tried with a few new rentals",
                       {{"breaker", word(state_)}, {"in_flight", in_flight}});
    case BreakerState::closed:
      probe::reached("rental: the breaker closes");
      return log::info("payment answers again: new rentals are taken",
                       {{"breaker", word(state_)}, {"in_flight", in_flight}});
  }
}

clock::Instant PaymentLine::wake_at() const {
  const clock::Steady at = breaker_.wake_at();
  return at == clock::Steady::max() ? clock::Instant::max() : ticked_at_ + (at - ticked_steady_);
}

std::string PaymentLine::health(const turn::Effects& effects) {
  const auto refuses = breaker_.refuses(effects.steady());
  nlohmann::ordered_json breaker{{"state", word(breaker_.state(effects.steady()))},
                                 {"in_flight", breaker_.in_flight()}};
  if (since_) breaker["since"] = clock::rfc3339(*since_);
  if (refuses) breaker["retry_after_ms"] = refuses->count();
  return nlohmann::ordered_json{{"breaker", std::move(breaker)}}.dump();
}

metrics::Families PaymentLine::figures(const turn::Effects& effects) {
  metrics::Families families = {
      metrics::gauge("bookrent_breaker_state",
                     "1 for the state that the circuit breaker towards payment is in."),
      metrics::counter("bookrent_breaker_transitions_total",
                       "How often the circuit breaker has come into a state."),
      metrics::with(metrics::gauge("bookrent_breaker_calls_in_flight",
                                   "Rentals whose payment has not answered yet."),
                    static_cast<double>(breaker_.in_flight()))};
  const BreakerState now = breaker_.state(effects.steady());
  for (const BreakerState state : states) {
    const metrics::Labels labels = {{"state", std::string{word(state)}}};
    metrics::add(families[0], labels, state == now ? 1 : 0);
    metrics::add(families[1], labels, static_cast<double>(entered_[state]));
  }
  return families;
}

std::vector<std::string> PaymentLine::warnings(const turn::Effects& effects) {
  switch (breaker_.state(effects.steady())) {
    case BreakerState::closed:
      return {};
    case BreakerState::open:
      return {"the breaker towards payment is open"};
    case BreakerState::half_open:
      return {
          "the breaker towards payment is half open: the next rentals try payment, and it closes "
          "when they are answered in time"};
  }
  return {};
}

}  // namespace bookrent::rental
