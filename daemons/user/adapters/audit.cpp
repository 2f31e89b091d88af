#include "daemons/user/adapters/audit.hpp"

#include <fmt/format.h>

#include <array>

#include "common/audit/json_text.hpp"
#include "common/contract/audit.hpp"
#include "common/contract/codec.hpp"
#include "common/contract/user.hpp"
#include "common/store/rows.hpp"

namespace bookrent::user {
namespace {

using audit::Findings;
using audit::Next;
using audit::Page;
namespace about = contract::about;

constexpr std::array said = {"name", "role", "status"};

}  // namespace

void UserAudit::take(const audit::LogEntry& entry, Findings& findings) {
  const bool registers = entry.type == contract::event_type<contract::UserRegistered>();
  const bool changes = entry.type == contract::event_type<contract::UserChanged>();
  const auto id = audit::integer_field(entry.data, "user_id");
  if ((!registers && !changes) || !id || *id < 1 || !entry.is_about("user", *id))
    return findings.add(fmt::format("event user:{} ({}, about {}) is none of user's",
                                    entry.sequence, entry.type, entry.subject));
  Life& life = users_.at(*id);
  if (registers == life.state.registered)
    findings.add(fmt::format("event user:{} {} user {}, who was {}registered before",
                             entry.sequence, registers ? "registers" : "changes", *id,
                             registers ? "" : "not "));
  life.state.registered = true;
  life.digest.clear();
  for (std::size_t i = 0; i < said.size(); ++i)
    if (const auto text = audit::field(entry.data, said[i]))
      life.digest.put(static_cast<int>(i), audit::unescaped_json(*text));
}

std::vector<audit::Auditor::Check> UserAudit::checks() {
  return {std::bind_front(&UserAudit::check_users, this)};
}

Next UserAudit::check_users(const Page& page, Findings& findings) {
  store::Rows rows(store_, "SELECT * FROM users WHERE user_id > ?1 ORDER BY user_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int user = rows.column("user_id");
  std::int64_t read = 0, id = 0;
  while (rows.step()) {
    ++read;
    id = rows.integer(user);
    Life& life = users_.at(id);
    life.seen = true;
    audit::Digest digest;
    for (std::size_t i = 0; i < said.size(); ++i)
      digest.put(static_cast<int>(i), rows.text(rows.column(said[i])));
    if (!life.state.registered)
      findings.add(fmt::format("user {} is in the table, and no event tells of them", id));
    else if (digest != life.digest)
      findings.add(fmt::format(
          "user {} has another name, role or status in the table than the events say", id));
  }
  if (page.is_filled_by(read)) return audit::Key{id};
  users_.each([&](std::int64_t lost, const Life& life) {
    if (life.state.registered && !life.seen)
      findings.add(fmt::format("user {} was registered, and is not in the table", lost));
  });
  return std::nullopt;
}

void UserAudit::judge(const audit::KeptReply& reply, Findings& findings) {
  if (reply.error) return;
  const auto id = audit::integer_field(reply.body, "user_id");
  if (!id) return;  // of an account, or of the keys
  const Life* life = users_.find(*id);
  if (life == nullptr || !life->state.registered)
    findings.add(fmt::format("the stored reply to {} under key {} names user {}, who is not there",
                             reply.principal, reply.key, id.value_or(0)));
}

bool UserAudit::state(std::string_view subject, const Page& page, audit::Answer& answer,
                      Findings&) {
  if (subject == about::user)
    state_users(page, answer);
  else if (subject == about::user_rental)
    state_rentals(page, answer);
  else
    return false;
  return true;
}

void UserAudit::state_users(const Page& page, audit::Answer& answer) {
  for (const auto column : {about::name, about::suspended}) answer.columns.emplace_back(column);
  store::Rows rows(store_,
                   "SELECT user_id, name, status FROM users WHERE user_id > ?1 "
                   "ORDER BY user_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int user = rows.column("user_id"), name = rows.column("name"),
            status = rows.column("status");
  std::int64_t read = 0, id = 0;
  for (; rows.step(); ++read) {
    id = rows.integer(user);
    audit::FactLine(answer, {id})
        .text(rows.text(name))
        .number(rows.text(status) == contract::word(contract::UserStatus::suspended));
  }
  if (page.is_filled_by(read)) answer.next = text_of(audit::Key{id});
}

void UserAudit::state_rentals(const Page& page, audit::Answer& answer) {
  store::Rows rows(store_,
                   "SELECT user_id, rental_id FROM current_rentals "
                   "WHERE (user_id, rental_id) > (?1, ?2) ORDER BY user_id, rental_id LIMIT ?3",
                   page.after.first, page.after.second, page.sql_limit());
  const int user = rows.column("user_id"), rental = rows.column("rental_id");
  std::int64_t read = 0;
  audit::Key key;
  for (; rows.step(); ++read) {
    key = {rows.integer(user), rows.integer(rental)};
    audit::FactLine(answer, key);
  }
  if (page.is_filled_by(read)) answer.next = text_of(key);
}

}  // namespace bookrent::user
