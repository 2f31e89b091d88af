#pragma once
// What user's tables must be, given its log, and what user states of users and their rentals.
#include "common/audit/auditor.hpp"
#include "common/audit/ledger.hpp"
#include "common/audit/life.hpp"
#include "common/store/store.hpp"

namespace bookrent::user {

class UserAudit final : public audit::Auditor {
 public:
  explicit UserAudit(store::Store& store) : store_(store) {}

  void take(const audit::LogEntry& entry, audit::Findings& findings) override;
  std::vector<Check> checks() override;
  void judge(const audit::KeptReply& reply, audit::Findings& findings) override;
  bool state(std::string_view subject, const audit::Page& page, audit::Answer& answer,
             audit::Findings& findings) override;

 private:
  struct State {
    bool registered = false;
  };
  using Life = audit::Life<State>;

  audit::Next check_users(const audit::Page& page, audit::Findings& findings);
  void state_users(const audit::Page& page, audit::Answer& answer);
  void state_rentals(const audit::Page& page, audit::Answer& answer);

  store::Store& store_;
  audit::Ledger<Life> users_;
};

}  // namespace bookrent::user
