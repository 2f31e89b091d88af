#pragma once
// What rental's tables must be, given its log, and what rental states of rentals, users and books.
#include <array>

#include "common/audit/auditor.hpp"
#include "common/audit/ledger.hpp"
#include "common/audit/life.hpp"
#include "common/contract/audit.hpp"
#include "common/store/statement.hpp"
#include "common/store/store.hpp"

namespace bookrent::rental {

class RentalAudit final : public audit::Auditor {
 public:
  explicit RentalAudit(store::Store& store);

  void take(const audit::LogEntry& entry, audit::Findings& findings) override;
  std::vector<Check> checks() override;
  void judge(const audit::KeptReply& reply, audit::Findings& findings) override;
  bool state(std::string_view subject, const audit::Page& page, audit::Answer& answer,
             audit::Findings& findings) override;

 private:
  enum class Status : std::uint8_t { none, requested, rented, returned, cancelled, rejected };
  struct State {
    Status status = Status::none;
    std::uint8_t reason = 0;  // of a rejection: 1 for the first of the contract's words, …
  };
  using Life = audit::Life<State>;

  // What events say of a rental, and its row must say too; the instants at the end.
  static constexpr std::array said = {
      contract::about::user_id,  contract::about::book_id,      contract::about::amount,
      contract::about::currency, contract::about::requested_at, contract::about::rented_at,
      contract::about::due_at,   contract::about::returned_at,  contract::about::cancelled_at};
  static constexpr std::size_t first_instant = 4, first_of_later_events = 5;

  /// Of an event: what it is called for people, and which state leads to which by it.
  struct Kind;
  static const Kind* kind_of(std::string_view type);
  static std::string_view word(Status status);

  audit::Next check_copies(const audit::Page& page, audit::Findings& findings);
  audit::Next check_lent(const audit::Page& page, audit::Findings& findings);
  audit::Next check_awaiting(const audit::Page& page, audit::Findings& findings);
  struct Row {
    std::int64_t id;
    std::string_view status;
    std::int64_t book;
    std::int64_t copy;
    audit::Digest said;
  };
  /// Holds a row against its events, the first time that it is stated.
  const Life& check_rental(const Row& row, audit::Findings& findings);
  /// At the end of the table, the first time.
  void tell_unseen(audit::Findings& findings);
  void check_holder(std::int64_t rental, std::int64_t book, std::int64_t copy,
                    audit::Findings& findings);
  Status status_of(std::int64_t rental) const;

  void state_rentals(const audit::Page& page, audit::Answer& answer, audit::Findings& findings);
  void state_users(const audit::Page& page, audit::Answer& answer);
  void state_books(const audit::Page& page, audit::Answer& answer);
  void state_current(const char* whose_id, const audit::Page& page, audit::Answer& answer);

  store::Store& store_;
  audit::Ledger<Life> rentals_;
  bool unseen_told_ = false;
  store::Statement holder_;
  store::Statement awaits_;
  store::Statement waiting_;
};

}  // namespace bookrent::rental
