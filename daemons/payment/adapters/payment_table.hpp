#pragma once
// Payments in SQLite, each with when the provider must be asked again and on whose behalf.
#include <string>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/store/statement.hpp"
#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

/// Who set going what is under way at the provider, and in which trace.
struct Cause {
  std::string actor;
  std::string traceparent;
};

class PaymentTable {
 public:
  struct Row {
    Payment payment;
    Cause cause;  // empty when nothing is under way
  };

  explicit PaymentTable(store::Store& store);

  std::optional<Row> find(std::int64_t id);
  /// While the payment has a next step it is due at `retry_at`, on behalf of `cause`.
  void save(const Payment& payment, const Cause& cause, clock::Instant retry_at);
  void remove(std::int64_t id);
  /// Up to `most` of those whose time to ask the provider again has come, the longest due first. It
  /// has come as well for those that would be asked about later than `next`, which is a retry from
  /// now: the clock was set back.
  std::vector<Row> due(clock::Instant now, clock::Instant next, std::size_t most);
  /// When the next one is due; Instant::max() when there is none.
  clock::Instant earliest();
  /// Rental is read anew: of payments with money, those whose rental is not heard of again are
  /// lost.
  void await_again(bool give_back);
  /// The rental is there.
  void hear_of(std::int64_t payment_id);
  /// Those that hold money and whose rental was not heard of; or only those to be given back.
  std::vector<Row> unheard(bool to_give_back);

  /// Up to `most` of those that `query` asks for, by id. Its limit is not looked at.
  std::vector<Payment> list(const contract::ListPayments& query, std::int64_t most);

 private:
  store::Statement& bind_list(const contract::ListPayments& query, std::int64_t most);

  store::Statement select_;
  store::Statement upsert_;
  store::Statement delete_;
  store::Statement due_;
  store::Statement earliest_;
  store::Statement list_all_;
  store::Statement list_by_status_;
  store::Statement list_by_user_;
  store::Statement unhear_;
  store::Statement hear_;
  store::Statement unheard_;
};

/// The table as the use cases see it while one message is handled.
class StoredPayments final : public Payments {
 public:
  StoredPayments(PaymentTable& table, const Cause& cause, clock::Instant retry_at)
      : table_(table), cause_(cause), retry_at_(retry_at) {}
  std::optional<Payment> find(std::int64_t id) override;
  void save(const Payment& payment) override { table_.save(payment, cause_, retry_at_); }
  void remove(std::int64_t id) override { table_.remove(id); }

 private:
  PaymentTable& table_;
  const Cause& cause_;
  clock::Instant retry_at_;
};

}  // namespace bookrent::payment
