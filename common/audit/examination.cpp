#include "common/audit/examination.hpp"

#include <fmt/format.h>

#include <utility>

#include "common/audit/database_part.hpp"
#include "common/audit/log_part.hpp"
#include "common/audit/replies_part.hpp"

namespace bookrent::audit {
namespace {

/// What the log may have grown by between two questions, and is still read before the answer.
constexpr std::int64_t caught_up_max = 20'000;

}  // namespace

std::vector<std::string> Findings::take() {
  if (more_ > 0) found_.push_back(fmt::format("and {} more like these", more_));
  more_ = 0;
  return std::exchange(found_, {});
}

Examination::Examination(std::string context, store::Store& store, std::unique_ptr<Auditor> auditor)
    : store_(store),
      auditor_(std::move(auditor)),
      log_(std::make_unique<LogPart>(std::move(context), store, *auditor_)),
      checks_(auditor_->checks()) {}

Examination::~Examination() = default;

std::expected<Answer, std::string> Examination::answer(const Question& question) {
  Answer answer;
  if (auto filled = fill(answer, question); !filled) return std::unexpected(filled.error());
  answer.findings = findings_.take();
  answer.epoch = log_->epoch();
  answer.head = log_->sequence();
  return answer;
}

std::expected<void, std::string> Examination::fill(Answer& answer, const Question& question) {
  if (question.part == "database") {
    check_database(store_, findings_);
    return {};
  }
  const bool log = question.part == "log";
  if (log && !question.after.empty() && question.after != fmt::format("{}", log_->sequence()))
    return std::unexpected("this page of the log was read already; begin again");
  const std::int64_t most = log || question.limit == 0 ? question.limit : caught_up_max;
  if (!log_->read_on(most, findings_)) {
    answer.next = log ? fmt::format("{}", log_->sequence()) : question.after;
    return {};
  }
  if (log) return {};
  if (question.part == "replies") {
    answer.next = check_replies(store_, *auditor_, {log_->source(), log_->sequence()},
                                question.after, question.limit, findings_);
    return {};
  }
  return fill_by_key(answer, question);
}

std::expected<void, std::string> Examination::fill_by_key(Answer& answer,
                                                          const Question& question) {
  const std::string_view text = question.after;
  const std::size_t colon = text.find(':');
  const auto after = key_of(colon == std::string_view::npos ? text : text.substr(colon + 1));
  if (!after) return std::unexpected("after is not what an answer gave");
  const Page page{*after, question.limit};
  if (question.part == "tables") {
    const auto check =
        colon == std::string_view::npos ? std::nullopt : key_of(text.substr(0, colon));
    check_tables(check ? check->first : 0, page, answer);
  } else if (question.part == "positions") {
    state_positions(answer);
  } else if (question.part == "place") {
    state_place(after->first, answer);
  } else if (!auditor_->state(question.part, page, answer, findings_)) {
    return std::unexpected(fmt::format("there is no part '{}'", question.part));
  }
  return {};
}

/// One page of one check, or with no limit all of them. `next` is the check and its next key.
void Examination::check_tables(std::int64_t check, const Page& page, Answer& answer) {
  Key after = page.after;
  while (check < std::ssize(checks_)) {
    const Next next = checks_[static_cast<std::size_t>(check)]({after, page.limit}, findings_);
    if (!next) ++check;
    after = next.value_or(Key{});
    if (page.limit > 0) break;
  }
  if (check < std::ssize(checks_)) answer.next = fmt::format("{}:{}", check, text_of(after));
}

void Examination::state_positions(Answer& answer) {
  answer.columns = {"source", "epoch", "sequence", "chain"};
  store::Rows rows(store_, "SELECT source, epoch, seq, chain FROM positions ORDER BY source");
  const int source = rows.column("source"), epoch = rows.column("epoch"), seq = rows.column("seq"),
            chain = rows.column("chain");
  for (std::int64_t number = 1; rows.step(); ++number)
    FactLine(answer, {number})
        .text(rows.text(source))
        .text(rows.text(epoch))
        .number(rows.integer(seq))
        .text(eventlog::hex(stored_chain(rows.text(chain))));
}

void Examination::state_place(std::int64_t sequence, Answer& answer) {
  answer.columns = {"chain"};
  store::Rows rows(store_, "SELECT chain FROM event_log WHERE seq = ?1", sequence);
  if (rows.step())
    FactLine(answer, {sequence}).text(eventlog::hex(stored_chain(rows.text(rows.column("chain")))));
}

}  // namespace bookrent::audit
