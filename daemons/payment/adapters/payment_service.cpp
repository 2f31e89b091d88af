#include "daemons/payment/adapters/payment_service.hpp"

#include <algorithm>

#include "common/contract/actor.hpp"
#include "common/contract/codec.hpp"
#include "common/contract/rental.hpp"
#include "common/log/log.hpp"
#include "common/turn/answers.hpp"
#include "daemons/payment/adapters/audit.hpp"
#include "daemons/payment/adapters/outgoing.hpp"
#include "daemons/payment/adapters/providers.hpp"
#include "daemons/payment/adapters/refusals.hpp"
#include "daemons/payment/application/authorize_payment.hpp"
#include "daemons/payment/application/follow_rental.hpp"
#include "daemons/payment/application/settle_payment.hpp"
#include "daemons/payment/application/void_payment.hpp"

namespace bookrent::payment {
namespace {

constexpr const char* self = "service:payment";
constexpr std::size_t asked_max = 256;    // of the provider, a turn
constexpr std::size_t answers_max = 256;  // taken from it, a turn
constexpr std::int64_t page_rows = 100;   // of a list that says nothing else
constexpr std::int64_t page_rows_max = 500;

turn::Later until_answered(const Payment& payment) {
  message::Reply so_far = message::error_reply({}, still_pending(payment));
  so_far.outcome = message::Outcome::unknown;
  return {std::move(so_far)};
}

}  // namespace

PaymentSettings payment_settings(const settings::Settings& settings) {
  return {clock::Milliseconds{settings.integer("payment", "retry_ms")}};
}

void PaymentService::adopt(const settings::Settings& settings) {
  adopt_settings(provider_.measured(), settings);
  settings_ = payment_settings(settings);
}

PaymentService::PaymentService(store::Store& store, std::unique_ptr<PaymentProvider> provider,
                               PaymentSettings settings)
    : store_(store),
      settings_(settings),
      provider_(std::move(provider)),
      payments_(store),
      callers_(store),
      awaits_again_(!payments_.unheard(false).empty()) {}

std::vector<message::Operation> PaymentService::operations() const {
  return contract::payment_operations();
}

std::vector<std::string> PaymentService::sources() const {
  return {std::string{contract::rental_context}};
}

/// Runs a use case on behalf of `cause`.
template <class Work>
auto PaymentService::with_ports(const Cause& cause, turn::Effects& effects, const Work& work) {
  StoredPayments payments(payments_, cause, effects.now() + settings_.retry);
  EventJournal journal(effects, cause);
  WaitingCallers callers(effects, callers_);
  return work(PaymentPorts{payments, provider_, journal, callers});
}

turn::Answer PaymentService::handle(const message::Request& request, turn::Effects& effects) {
  if (request.op == contract::AuthorizePayment::operation)
    return change<AuthorizePayment, contract::AuthorizePayment>(request, effects);
  if (request.op == contract::VoidPayment::operation)
    return change<VoidPayment, contract::VoidPayment>(request, effects);
  if (request.op == contract::ShowPayment::operation) return show(request);
  if (request.op == contract::ListPayments::operation) return list(request);
  return turn::unhandled(request);
}

template <class UseCase, class Command>
turn::Answer PaymentService::change(const message::Request& request, turn::Effects& effects) {
  const auto command = contract::decode<Command>(request.body);
  if (!command) return turn::refused(turn::invalid(command.error()));
  const Cause cause{contract::actor_of(request).id, request.traceparent};
  const std::size_t events_before = effects.events().size();
  const auto payment = with_ports(
      cause, effects, [&](const PaymentPorts& ports) { return UseCase(ports)(*command); });
  if (!payment) return turn::refused(error_of(payment.error(), command->payment_id));
  if (payment->awaits_provider()) {
    callers_.add(payment->id, {request.principal->id(), request.key});
    return until_answered(*payment);
  }
  std::string body = contract::encode(shown(*payment));
  return effects.events().size() > events_before ? turn::applied(std::move(body))
                                                 : turn::answered(std::move(body));
}

turn::Answer PaymentService::show(const message::Request& request) {
  const auto query = contract::decode<contract::ShowPayment>(request.body);
  if (!query) return turn::refused(turn::invalid(query.error()));
  const auto row = payments_.find(query->payment_id);
  const bool visible = row && row->payment.status &&
                       contract::actor_of(request).may_act_for(row->payment.user_id.value_or(0));
  if (!visible) return turn::refused(error_of(PaymentRefusal::unknown_payment, query->payment_id));
  return turn::answered(contract::encode(shown(row->payment)));
}

turn::Answer PaymentService::list(const message::Request& request) {
  auto query = contract::decode<contract::ListPayments>(request.body);
  if (!query) return turn::refused(turn::invalid(query.error()));
  const contract::Actor actor = contract::actor_of(request);
  if (!query->user_id && !actor.manager) query->user_id = actor.user_id;
  if (query->user_id && !actor.may_act_for(*query->user_id))
    return turn::answered(contract::encode(contract::PaymentList{}));
  const std::int64_t limit = query->limit.value_or(page_rows);
  if (limit < 1) return turn::refused(turn::invalid("limit must be at least 1"));
  const std::int64_t rows = std::min(limit, page_rows_max);
  contract::PaymentList list;
  for (const Payment& payment : payments_.list(*query, rows + 1))
    list.payments.push_back(shown(payment));
  if (std::ssize(list.payments) > rows) {
    list.payments.pop_back();
    list.next = list.payments.back().payment_id;
  }
  return turn::answered(contract::encode(list));
}

std::expected<void, std::string> PaymentService::apply(const eventlog::Event& event,
                                                       turn::Effects& effects) {
  const auto follow = [&](const auto& happened) {
    const Cause cause{self, event.traceparent};
    const bool known = with_ports(
        cause, effects, [&](const PaymentPorts& ports) { return FollowRental(ports)(happened); });
    if (!known)
      log::error("a rental has no approved payment here: this database, or rental's, lost history",
                 {{"type", event.type},
                  {"payment", happened.payment_id},
                  {"trace", log::trace_of(event.traceparent)}});
  };
  if (awaits_again_) hear(event);
  return contract::read_event<contract::Rented, contract::Cancelled>(event.type, event.data,
                                                                     follow);
}

/// Each rental begins with this event.
void PaymentService::hear(const eventlog::Event& event) {
  const auto heard = [this](const contract::RentalRequested& requested) {
    payments_.hear_of(requested.payment_id);
  };
  static_cast<void>(contract::read_event<contract::RentalRequested>(event.type, event.data, heard));
}

void PaymentService::forget_projection(turn::Lost lost) {
  payments_.await_again(lost == turn::Lost::undone);
  awaits_again_ = true;
}

void PaymentService::history_read(const std::string&, turn::Effects& effects) {
  if (!awaits_again_) return;
  for (const auto& [payment, cause] : payments_.unheard(true)) {
    log::warn("the money of a lost rental is given back", {{"payment", payment.id}});
    with_ports(Cause{self, cause.traceparent}, effects,
               [&payment](const PaymentPorts& ports) { FollowRental(ports).give_back(payment); });
  }
  for (const auto& [payment, cause] : payments_.unheard(false))
    log::error("a payment holds money for a rental that rental has lost",
               {{"payment", payment.id}, {"rental", payment.rental_id}});
}

void PaymentService::tick(turn::Effects& effects) {
  for (const ProviderAnswer& answer : provider_.answers(answers_max))
    if (const auto row = payments_.find(answer.payment_id))
      with_ports(row->cause, effects, [&](const PaymentPorts& ports) {
        SettlePayment(ports).take(row->payment, answer);
      });
  for (const auto& [payment, cause] :
       payments_.due(effects.now(), effects.now() + settings_.retry, asked_max))
    with_ports(cause, effects,
               [&payment](const PaymentPorts& ports) { SettlePayment(ports).go_on(payment); });
}

clock::Instant PaymentService::wake_at() {
  return std::min(payments_.earliest(), provider_.next_answer_at());
}

std::unique_ptr<audit::Auditor> PaymentService::auditor() {
  return std::make_unique<PaymentAudit>(store_);
}

}  // namespace bookrent::payment
