#include "common/audit/replies_part.hpp"

#include <fmt/format.h>

#include "common/audit/json_text.hpp"
#include "common/store/rows.hpp"

namespace bookrent::audit {
namespace {

constexpr char between = '\x1f';  // in no principal

/// What the reply says of the log, as `{"rental":{"epoch":…,"sequence":…}}`. The epoch is an
/// earlier one when the reply is older than a restore; its events are still there.
void check_position(std::string_view header, const KeptReply& reply, const LogEnd& end,
                    Findings& findings) {
  constexpr std::string_view mark = R"("position":{)";
  const std::size_t at = behind(header, mark);
  if (at == std::string_view::npos) return;
  const std::string_view position = header.substr(at);
  const auto sequence = integer_field(position, "sequence");
  if (!sequence || *sequence > end.sequence)
    findings.add(fmt::format(
        "the stored reply to {} under key {} tells of event {}:{}, and the log ends at {}",
        reply.principal, reply.key, end.source, sequence.value_or(0), end.sequence));
}

KeptReply reply_of(std::string_view header, std::string_view body) {
  KeptReply reply;
  reply.applied = field(header, "outcome") == "applied";
  reply.body = body;
  constexpr std::string_view error_mark = R"("error":{)", details_mark = R"("details":)";
  reply.error = behind(header, error_mark) != std::string_view::npos;
  if (!reply.error) return reply;
  reply.reason = field(header, "reason").value_or("");
  const std::size_t details = behind(header, details_mark);
  if (details != std::string_view::npos) reply.details = header.substr(details);
  return reply;
}

}  // namespace

std::optional<std::string> check_replies(store::Store& store, Auditor& auditor, const LogEnd& end,
                                         std::string_view after, std::int64_t limit,
                                         Findings& findings) {
  const std::size_t cut = after.find(between);
  store::Rows rows(store,
                   "SELECT principal, key, reply, final FROM replies "
                   "WHERE (principal, key) > (?1, ?2) ORDER BY principal, key LIMIT ?3",
                   after.substr(0, cut),
                   cut == std::string_view::npos ? std::string_view{} : after.substr(cut + 1),
                   limit > 0 ? limit : -1);
  const int principal = rows.column("principal"), key = rows.column("key"),
            text = rows.column("reply"), final = rows.column("final");
  std::int64_t read = 0;
  std::string last;
  while (rows.step()) {
    const std::string_view stored = rows.text(text);
    const std::size_t line = stored.find('\n');
    const std::string_view header = stored.substr(0, line);
    if (limit > 0 && ++read == limit)
      last = fmt::format("{}{}{}", rows.text(principal), between, rows.text(key));
    if (line == std::string_view::npos || !field(header, "outcome")) {
      findings.add(fmt::format("the stored reply to {} under key {} cannot be read",
                               rows.text(principal), rows.text(key)));
      continue;
    }
    KeptReply reply = reply_of(header, stored.substr(line + 1));
    reply.principal = rows.text(principal);
    reply.key = rows.text(key);
    reply.final = rows.integer(final) != 0;
    check_position(header, reply, end, findings);
    auditor.judge(reply, findings);
  }
  return last.empty() ? std::nullopt : std::optional{last};
}

}  // namespace bookrent::audit
