#pragma once
// What payment's tables must be, given its log, and what payment states of rentals.
#include <optional>

#include "common/audit/auditor.hpp"
#include "common/audit/ledger.hpp"
#include "common/audit/life.hpp"
#include "common/store/rows.hpp"
#include "common/store/statement.hpp"
#include "common/store/store.hpp"
#include "daemons/payment/domain/payment.hpp"

namespace bookrent::payment {

class PaymentAudit final : public audit::Auditor {
 public:
  explicit PaymentAudit(store::Store& store);

  void take(const audit::LogEntry& entry, audit::Findings& findings) override;
  std::vector<Check> checks() override;
  void judge(const audit::KeptReply& reply, audit::Findings& findings) override;
  bool state(std::string_view subject, const audit::Page& page, audit::Answer& answer,
             audit::Findings& findings) override;

 private:
  struct State {
    std::optional<PaymentStatus> status;
    bool priced = false;  // an event told user and amount
  };
  using Life = audit::Life<State>;

  audit::Next check_callers(const audit::Page& page, audit::Findings& findings);
  struct Row {
    std::int64_t id;
    std::string_view status;
    bool has_time;           // for its next step
    const Payment& payment;  // as much of it as next_step() looks at
    audit::Digest said;
  };
  /// Holds a row against its events, the first time that it is stated.
  const Life& check_payment(const Row& row, audit::Findings& findings);
  /// At the end of the table, the first time.
  void tell_unseen(audit::Findings& findings);
  std::optional<PaymentStatus> status_of(std::int64_t payment) const;

  store::Store& store_;
  audit::Ledger<Life> payments_;
  bool unseen_told_ = false;
  store::Statement stored_;
  store::Statement waiting_;
};

}  // namespace bookrent::payment
