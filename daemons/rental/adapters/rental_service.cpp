#include "daemons/rental/adapters/rental_service.hpp"

#include <fmt/format.h>

#include <charconv>

#include "common/clock/calendar.hpp"
#include "common/contract/actor.hpp"
#include "common/contract/codec.hpp"
#include "common/contract/payment.hpp"
#include "common/turn/answers.hpp"
#include "daemons/rental/adapters/audit.hpp"
#include "daemons/rental/adapters/outgoing.hpp"
#include "daemons/rental/adapters/refusals.hpp"
#include "daemons/rental/application/end_rental.hpp"
#include "daemons/rental/application/rent_book.hpp"

namespace bookrent::rental {
namespace {

class LibraryCalendar final : public Calendar {
 public:
  Instant due_at(Instant rented_at, std::int64_t days) const override {
    return clock::end_of_day_after(rented_at, static_cast<int>(days));
  }
};
const LibraryCalendar calendar{};

std::int64_t rental_id_of(const std::string& about) {
  std::int64_t id = 0;
  std::from_chars(about.data(), about.data() + about.size(), id);
  return id;
}

}  // namespace

RentalSettings rental_settings(const settings::Settings& settings) {
  if (const auto zone = clock::use_time_zone(settings.text("rental", "time_zone")); !zone)
    throw settings.bad("rental", "time_zone", "cannot be used: " + zone.error());
  return {{settings.integer("rental", "open_rentals_max"),
           std::chrono::hours{settings.integer("rental", "cancel_window_hours")}},
          clock::Milliseconds{settings.integer("rental", "approval_deadline_ms")},
          clock::Milliseconds{settings.integer("rental", "approval_retry_ms")}};
}

RentalService::RentalService(store::Store& store, RentalSettings settings, random::Random& random)
    : store_(store),
      settings_(settings),
      rentals_(store),
      known_(store),
      awaiting_(store),
      line_(settings.breaker, awaiting_, random) {}

std::vector<message::Operation> RentalService::operations() const {
  return contract::rental_operations();
}

std::vector<std::string> RentalService::sources() const {
  return {std::string{contract::book_context}, std::string{contract::user_context}};
}

turn::Answer RentalService::handle(const message::Request& request, turn::Effects& effects) {
  if (request.op == contract::RentBook::operation) return rent(request, effects);
  if (request.op == contract::CancelRental::operation)
    return end<contract::CancelRental>(request, effects);
  if (request.op == contract::ReturnRental::operation)
    return end<contract::ReturnRental>(request, effects);
  return turn::unhandled(request);
}

turn::Answer RentalService::rent(const message::Request& request, turn::Effects& effects) {
  const auto command = contract::decode<contract::RentBook>(request.body);
  if (!command) return turn::refused(turn::invalid(command.error()));
  const contract::Actor actor = contract::actor_of(request);
  PaymentCalls payments(effects, line_.breaker(), request.traceparent, settings_.approval_retry);
  EventJournal journal(effects, actor.id, request.traceparent);
  RentBook rent_book(rentals_, known_, payments, journal, settings_.rules);
  const auto rental = rent_book(*command, actor, effects.now());
  if (!rental) return turn::refused(error_of(rental.error(), command->book_id, settings_.rules));
  awaiting_.add({rental->id, request.principal->id(), request.key, request.traceparent},
                effects.now() + std::min(settings_.approval_retry, settings_.approval_deadline));
  message::Reply so_far = message::error_reply({}, still_pending(*rental));
  so_far.outcome = message::Outcome::unknown;
  return turn::Later{std::move(so_far)};
}

template <class Command>
turn::Answer RentalService::end(const message::Request& request, turn::Effects& effects) {
  const auto command = contract::decode<Command>(request.body);
  if (!command) return turn::refused(turn::invalid(command.error()));
  const contract::Actor actor = contract::actor_of(request);
  EventJournal journal(effects, actor.id, request.traceparent);
  EndRental end_rental(rentals_, journal, settings_.rules);
  const auto rental = end_rental(*command, actor, effects.now());
  if (!rental) return turn::refused(error_of(rental.error(), command->rental_id, settings_.rules));
  return turn::applied(contract::encode(shown(*rental)));
}

std::expected<void, std::string> RentalService::apply(const eventlog::Event& event,
                                                      turn::Effects&) {
  const auto put = [this](const auto& known) { known_.apply(known); };
  return contract::read_event<contract::BookRegistered, contract::BookChanged,
                              contract::BookWithdrawn, contract::UserRegistered,
                              contract::UserChanged>(event.type, event.data, put);
}

/// Runs a step of the saga for the rental that `who` waits for.
template <class Work>
void RentalService::settle(const Awaiting& who, turn::Effects& effects, const Work& work) {
  PaymentCalls payments(effects, line_.breaker(), who.traceparent, settings_.approval_retry);
  EventJournal journal(effects, who.principal, who.traceparent);
  WaitingRenter renter(effects, awaiting_, who);
  work(SettlePayment({rentals_, payments, journal, renter, calendar}));
}

void RentalService::replied(const turn::CallReply& call, turn::Effects& effects) {
  const std::int64_t rental_id = rental_id_of(call.about);
  const auto who = awaiting_.find(rental_id);
  if (!who) return;
  line_.heard(rental_id, call.reply, effects.steady());
  // An error means that the truth is not known: the rental's timer asks again.
  if (call.reply.error) return;
  const auto payment = contract::decode<contract::Payment>(call.reply.body);
  if (!payment) throw std::runtime_error("payment's reply cannot be read: " + payment.error());
  settle(*who, effects, [&](SettlePayment saga) {
    if (call.op == contract::VoidPayment::operation)
      saga.voided(rental_id);
    else
      saga.authorized(rental_id, payment->status, effects.now());
  });
}

void RentalService::tick(turn::Effects& effects) {
  const Instant now = effects.now();
  line_.tick(effects);
  const Instant next = now + settings_.approval_retry;
  if (!awaiting_.any_due(now, next)) return;
  for (const Awaiting& who : awaiting_.take_due(now, next)) {
    const auto rental = rentals_.find(who.rental_id);
    settle(who, effects,
           [&](SettlePayment saga) { saga.ask_again(*rental, now, settings_.approval_deadline); });
  }
}

void RentalService::history_read(const std::string& source, turn::Effects&) {
  if (source == contract::user_context) known_.drop_unheard_users();
  if (source == contract::book_context) known_.drop_unheard_books();
}

void RentalService::adopt(const settings::Settings& settings) {
  const BreakerLimits breaker = settings_.breaker;
  settings_ = rental_settings(settings);
  settings_.breaker = breaker;
}

std::unique_ptr<audit::Auditor> RentalService::auditor() {
  return std::make_unique<RentalAudit>(store_);
}

}  // namespace bookrent::rental
