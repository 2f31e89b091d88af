#pragma once
// What the use cases need of the outside, in the domain's words.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/contract/payment.hpp"
#include "daemons/payment/domain/payment.hpp"

namespace bookrent::payment {

class Payments {
 public:
  virtual ~Payments() = default;
  virtual std::optional<Payment> find(std::int64_t id) = 0;
  /// Stores it as it is now. While it has a next step, the provider is asked again after a while.
  virtual void save(const Payment& payment) = 0;
  virtual void remove(std::int64_t id) = 0;
};

/// What the provider is asked to do. User and money are absent for a tombstone's call_off.
struct ProviderOrder {
  std::int64_t payment_id = 0;
  Step step = Step::authorize;
  std::optional<std::int64_t> user_id;
  std::optional<contract::Money> money;
};

enum class ProviderOutcome {
  done,      // of an authorize: approved
  declined,  // of an authorize
  failed,    // technically: it may have happened or not
};
struct ProviderAnswer {
  std::int64_t payment_id = 0;
  Step step = Step::authorize;
  ProviderOutcome outcome = ProviderOutcome::failed;
  std::string reason = {};  // of a decline, a word
};

/// Who moves the money. Nothing here waits for it. The payment's id is its idempotency key: an
/// order that is given again is carried out once and answered alike. Orders about one payment are
/// carried out in the order in which they were given; their answers may come late, or never.
class PaymentProvider {
 public:
  virtual ~PaymentProvider() = default;
  /// The answer if it is there at once; otherwise it comes through answers().
  virtual std::optional<ProviderAnswer> submit(const ProviderOrder& order) = 0;
  /// Takes up to `most` of the answers that have come in.
  virtual std::vector<ProviderAnswer> answers(std::size_t most) = 0;
  /// When answers() should be asked next; Instant::max() while none is expected.
  virtual clock::Instant next_answer_at() = 0;
};

/// The context's event log.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual void publish(const contract::PaymentAuthorized& event) = 0;
  virtual void publish(const contract::PaymentDeclined& event) = 0;
  virtual void publish(const contract::Paid& event) = 0;
  virtual void publish(const contract::PaymentVoided& event) = 0;
  virtual void publish(const contract::Refunded& event) = 0;
};

/// Those who asked about a payment earlier and wait to hear what became of it.
class Callers {
 public:
  virtual ~Callers() = default;
  virtual void settled(const Payment& payment) = 0;
  /// The provider failed and nothing is stored: they may ask again.
  virtual void failed(const Payment& payment) = 0;
};

struct PaymentPorts {
  Payments& payments;
  PaymentProvider& provider;
  Journal& journal;
  Callers& callers;
};

}  // namespace bookrent::payment
