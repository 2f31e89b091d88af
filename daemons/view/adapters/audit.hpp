#pragma once
// What the view's tables must be, given one another, and what the view states of what it shows.
#include "common/audit/auditor.hpp"
#include "common/store/store.hpp"

namespace bookrent::view {

class ViewAudit final : public audit::Auditor {
 public:
  explicit ViewAudit(store::Store& store) : store_(store) {}

  void take(const audit::LogEntry& entry, audit::Findings& findings) override;
  std::vector<Check> checks() override;
  void judge(const audit::KeptReply& reply, audit::Findings& findings) override;
  bool state(std::string_view subject, const audit::Page& page, audit::Answer& answer,
             audit::Findings& findings) override;

 private:
  audit::Next check_counts(const audit::Page& page, audit::Findings& findings);
  void state_names(const char* sql, const audit::Page& page, audit::Answer& answer);
  void state_rentals(const audit::Page& page, audit::Answer& answer);

  store::Store& store_;
};

}  // namespace bookrent::view
