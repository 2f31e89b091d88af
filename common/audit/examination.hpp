#pragma once
// The examination of one context's database, by pages of parts. The log is read first; its fold is
// kept in memory (some 50 bytes a rental), and read on before every answer, so that what is
// compared with it is compared at the same instant. Parts that every context has:
//
//   database   SQLite's own checks and the schema; a program that has a thread for it answers first
//              that it has begun, and tells what it found when it is asked for what follows
//   log        numbers, ids, hash chain, and the fold of it
//   tables     the context's tables against the fold, but for those below
//   replies    the idempotency log against the fold
//   positions  facts: how far each source was read. The line's key is a running number
//   place      facts: the log's own chain at the number in `after`
//
// and those that its auditor states facts about. Rows of which there are millions are held against
// the fold as they are stated, the first time.
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "common/audit/answer.hpp"
#include "common/audit/auditor.hpp"
#include "common/store/store.hpp"

namespace bookrent::audit {

class LogPart;

class Examination {
 public:
  /// `store` is borrowed. Nothing in it is changed.
  Examination(std::string context, store::Store& store, std::unique_ptr<Auditor> auditor);
  ~Examination();

  /// Error: the question has no sense. Throws SQLite::Exception when the database cannot be read.
  std::expected<Answer, std::string> answer(const Question& question);
  /// Those of an answer that could not be given.
  std::vector<std::string> take_findings() { return findings_.take(); }

 private:
  std::expected<void, std::string> fill(Answer& answer, const Question& question);
  std::expected<void, std::string> fill_by_key(Answer& answer, const Question& question);
  void check_tables(std::int64_t check, const Page& page, Answer& answer);
  void state_positions(Answer& answer);
  void state_place(std::int64_t sequence, Answer& answer);

  store::Store& store_;
  std::unique_ptr<Auditor> auditor_;
  std::unique_ptr<LogPart> log_;
  std::vector<Auditor::Check> checks_;
  Findings findings_;
};

}  // namespace bookrent::audit
