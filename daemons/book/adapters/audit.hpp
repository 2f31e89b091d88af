#pragma once
// What book's tables must be, given its log, and what book states of books and their rentals.
#include "common/audit/auditor.hpp"
#include "common/audit/ledger.hpp"
#include "common/audit/life.hpp"
#include "common/store/store.hpp"

namespace bookrent::book {

class BookAudit final : public audit::Auditor {
 public:
  explicit BookAudit(store::Store& store) : store_(store) {}

  void take(const audit::LogEntry& entry, audit::Findings& findings) override;
  std::vector<Check> checks() override;
  void judge(const audit::KeptReply& reply, audit::Findings& findings) override;
  bool state(std::string_view subject, const audit::Page& page, audit::Answer& answer,
             audit::Findings& findings) override;

 private:
  struct State {
    bool registered = false;
    bool withdrawn = false;
  };
  using Life = audit::Life<State>;

  audit::Next check_books(const audit::Page& page, audit::Findings& findings);
  void state_books(const audit::Page& page, audit::Answer& answer);
  void state_rentals(const audit::Page& page, audit::Answer& answer);

  store::Store& store_;
  audit::Ledger<Life> books_;
};

}  // namespace bookrent::book
