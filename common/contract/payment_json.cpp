#include "common/contract/fields.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/words.hpp"

namespace bookrent::contract {
namespace {

constexpr Words<PaymentStatus, 5> payment_statuses{{{PaymentStatus::authorized, "AUTHORIZED"},
                                                    {PaymentStatus::paid, "PAID"},
                                                    {PaymentStatus::refunded, "REFUNDED"},
                                                    {PaymentStatus::voided, "VOIDED"},
                                                    {PaymentStatus::declined, "DECLINED"}}};

void ids(auto& visit, auto& payment) {
  visit("payment_id", payment.payment_id);
  visit("rental_id", payment.rental_id);
}
void money(auto& visit, auto& payment) {
  visit("amount", payment.amount);
  visit("currency", payment.currency);
}

}  // namespace

std::string_view word(PaymentStatus status) { return word_of(payment_statuses, status); }
bool from_word(std::string_view text, PaymentStatus& status) {
  return assign_from(payment_statuses, text, status);
}

void fields(auto& visit, AuthorizePayment& command) {
  ids(visit, command);
  visit("user_id", command.user_id);
  money(visit, command);
}
void fields(auto& visit, VoidPayment& command) { ids(visit, command); }
void fields(auto& visit, ShowPayment& query) { visit("payment_id", query.payment_id); }
void fields(auto& visit, ListPayments& query) {
  visit("user_id", query.user_id);
  visit("status", query.status);
  visit("after", query.after);
  visit("limit", query.limit);
}
void fields(auto& visit, Payment& payment) {
  ids(visit, payment);
  visit("user_id", payment.user_id);
  money(visit, payment);
  visit("status", payment.status);
  visit("reason", payment.reason);
}
void fields(auto& visit, PaymentList& list) {
  visit("payments", list.payments);
  visit("next", list.next);
}
void fields(auto& visit, PaymentAuthorized& event) {
  ids(visit, event);
  visit("user_id", event.user_id);
  money(visit, event);
}
void fields(auto& visit, PaymentDeclined& event) {
  ids(visit, event);
  visit("user_id", event.user_id);
  money(visit, event);
  visit("reason", event.reason);
}
void fields(auto& visit, Paid& event) {
  ids(visit, event);
  money(visit, event);
}
void fields(auto& visit, PaymentVoided& event) { ids(visit, event); }
void fields(auto& visit, Refunded& event) {
  ids(visit, event);
  money(visit, event);
}

BOOKRENT_CONTRACT_CODEC(AuthorizePayment)
BOOKRENT_CONTRACT_CODEC(VoidPayment)
BOOKRENT_CONTRACT_CODEC(ShowPayment)
BOOKRENT_CONTRACT_CODEC(ListPayments)
BOOKRENT_CONTRACT_CODEC(Payment)
BOOKRENT_CONTRACT_CODEC(PaymentList)
BOOKRENT_CONTRACT_EVENT(PaymentAuthorized, "bookrent.payment.authorized.v1")
BOOKRENT_CONTRACT_EVENT(PaymentDeclined, "bookrent.payment.declined.v1")
BOOKRENT_CONTRACT_EVENT(Paid, "bookrent.payment.paid.v1")
BOOKRENT_CONTRACT_EVENT(PaymentVoided, "bookrent.payment.voided.v1")
BOOKRENT_CONTRACT_EVENT(Refunded, "bookrent.payment.refunded.v1")

std::vector<message::Operation> payment_operations() {
  using enum message::OperationKind;
  using namespace message;
  return {{AuthorizePayment::operation, command, for_daemons()},
          {VoidPayment::operation, command, for_daemons()},
          {ShowPayment::operation, query, for_owners("payment.read")},
          {ListPayments::operation, query, for_owners("payment.read")}};
}

}  // namespace bookrent::contract
