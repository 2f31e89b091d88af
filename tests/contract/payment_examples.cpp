#include "common/contract/payment.hpp"

#include "tests/contract/examples.hpp"

namespace bookrent::golden {

using namespace contract;

std::vector<Example> payment_examples() {
  const Payment refused{.payment_id = 12,
                        .rental_id = 12,
                        .user_id = 3,
                        .amount = 1500,
                        .currency = "KRW",
                        .status = PaymentStatus::declined,
                        .reason = "잔액 부족"};
  return {
      message(
          "AuthorizePayment",
          AuthorizePayment{
              .payment_id = 12, .rental_id = 12, .user_id = 3, .amount = 1500, .currency = "KRW"}),
      message("VoidPayment", VoidPayment{.payment_id = 12, .rental_id = 12}),
      message("ShowPayment", ShowPayment{.payment_id = 12}),
      message("ListPayments",
              ListPayments{.user_id = 3, .status = PaymentStatus::paid, .after = 12, .limit = 100}),
      message("Payment", refused),
      message("PaymentList", PaymentList{.payments = {refused}, .next = 12}),
      event(
          "PaymentAuthorized",
          PaymentAuthorized{
              .payment_id = 12, .rental_id = 12, .user_id = 3, .amount = 1500, .currency = "KRW"}),
      event("PaymentDeclined", PaymentDeclined{.payment_id = 12,
                                               .rental_id = 12,
                                               .user_id = 3,
                                               .amount = 1500,
                                               .currency = "KRW",
                                               .reason = "잔액 부족"}),
      event("Paid", Paid{.payment_id = 12, .rental_id = 12, .amount = 1500, .currency = "KRW"}),
      event("PaymentVoided", PaymentVoided{.payment_id = 12, .rental_id = 12}),
      event("Refunded",
            Refunded{.payment_id = 12, .rental_id = 12, .amount = 1500, .currency = "KRW"}),
  };
}

}  // namespace bookrent::golden
