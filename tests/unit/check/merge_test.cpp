// The merge on contexts that say what the test makes them say.
#include <gtest/gtest.h>

#include <map>

#include "cli/check/check.hpp"

namespace bookrent::cli {
namespace {

class Fake final : public Source {
 public:
  struct Subject {
    std::vector<std::string> columns;
    std::map<audit::Key, std::vector<std::string>> facts;
  };

  explicit Fake(std::string context) : context_(std::move(context)) {}

  const std::string& context() const override { return context_; }
  Ticket ask(audit::Question question, const message::Positions&) override {
    asked_.push_back(std::move(question));
    if (on_ask) on_ask(asked_.back());
    return asked_.size() - 1;
  }
  Reply take(Ticket ticket) override {
    const audit::Question& question = asked_[ticket];
    audit::Answer answer;
    answer.epoch = context_;
    answer.head = head;
    if (findings.contains(question.part))
      answer.findings = findings.extract(question.part).mapped();
    const Subject& subject = subjects[question.part];
    answer.columns = subject.columns;
    std::int64_t stated = 0;
    for (auto at = subject.facts.upper_bound(*audit::key_of(question.after));
         at != subject.facts.end(); ++at) {
      audit::FactLine line(answer, at->first);
      for (const std::string& cell : at->second) cell == "?" ? line.unsaid() : line.text(cell);
      if (++stated == question.limit) {
        answer.next = audit::text_of(at->first);
        break;
      }
    }
    return {std::move(answer), false};
  }

  std::int64_t head = 0;
  std::map<std::string, Subject> subjects;
  std::map<std::string, std::vector<std::string>> findings;
  std::function<void(const audit::Question&)> on_ask;

 private:
  std::string context_;
  std::vector<audit::Question> asked_;
};

class Merge : public testing::Test {
 protected:
  Merge() {
    user_.subjects["user"] = {{"name", "suspended"},
                              {{{1}, {"Kim", "0"}}, {{2}, {"Lee", "1"}}, {{5}, {"Park", "0"}}}};
    rental_.subjects["user"] = {{"suspended"}, {{{1}, {"0"}}, {{2}, {"1"}}, {{5}, {"0"}}}};
    user_.head = 3;
    has_read(rental_, "user", 3);
  }

  static void has_read(Fake& reader, const std::string& source, std::int64_t sequence) {
    reader.subjects["positions"] = {{"source", "epoch", "sequence", "chain"},
                                    {{{1}, {source, source, std::to_string(sequence), "c"}}}};
  }

  std::vector<std::string> violations(const CheckOptions& options = {}) {
    std::vector<std::string> told;
    violations(options, told);
    return told;
  }

  void violations(const CheckOptions& options, std::vector<std::string>& told) {
    // Whatever place is asked for, the fact behind it tells its chain.
    user_.subjects["place"] = {{"chain"}, {{{user_.head + 1}, {"c"}}}};
    std::vector<Source*> sources{&user_, &rental_};
    summary_ = check(sources, options,
                     [&](const Violation& violation) { told.push_back(text_of(violation)); });
  }

  Fake user_{"user"};
  Fake rental_{"rental"};
  CheckSummary summary_;
};

TEST_F(Merge, finds_nothing_where_all_agree) {
  EXPECT_EQ(violations(), std::vector<std::string>{});
  EXPECT_EQ(summary_.things["user"], 3);
}

TEST_F(Merge, does_the_same_by_pages_of_one) {
  rental_.subjects["user"].facts[{2}] = {"0"};
  EXPECT_EQ(violations({false, 1, 0}).size(), 1U);
  EXPECT_EQ(summary_.things["user"], 3);
}

TEST_F(Merge, names_who_says_what) {
  rental_.subjects["user"].facts[{2}] = {"0"};
  EXPECT_EQ(violations(),
            std::vector<std::string>{"user, rental: user 2: user says suspended 1, rental says 0"});
}

TEST_F(Merge, tells_what_a_reader_has_lost_and_what_it_has_made_up) {
  rental_.subjects["user"].facts.erase({5});
  rental_.subjects["user"].facts[{3}] = {"0"};
  EXPECT_EQ(violations(), (std::vector<std::string>{
                              "user, rental: user 3: user says suspended nothing, rental says 0",
                              "user, rental: user 5: user says suspended 0, rental says nothing"}));
}

TEST_F(Merge, leaves_out_what_a_reader_does_not_say) {
  rental_.subjects["user"].facts[{2}] = {"?"};
  EXPECT_EQ(violations(), std::vector<std::string>{});
}

TEST_F(Merge, does_not_compare_a_reader_that_has_still_to_read) {
  has_read(rental_, "user", 2);
  rental_.subjects["user"].facts.clear();
  EXPECT_EQ(violations(), std::vector<std::string>{});
  ASSERT_EQ(summary_.behind.size(), 1U);
  EXPECT_EQ(summary_.behind[0].reader, "rental");
  EXPECT_EQ(summary_.behind[0].events, 1);
}

TEST_F(Merge, tells_a_reader_that_is_ahead_of_its_source) {
  has_read(rental_, "user", 4);
  EXPECT_EQ(violations(),
            std::vector<std::string>{
                "user, rental: rental has read user up to event 4, and its log ends at 3"});
}

TEST_F(Merge, tells_what_a_context_finds_by_itself) {
  user_.findings["log"] = {"event user:2 is missing from the log"};
  EXPECT_EQ(violations(), std::vector<std::string>{"user: event user:2 is missing from the log"});
  EXPECT_EQ(summary_.violations, 1);
}

TEST_F(Merge, tells_what_a_context_finds_as_it_states_facts) {
  user_.findings["user"] = {"user 2 is registered by no event"};
  EXPECT_EQ(violations({false, 1, 0}),
            std::vector<std::string>{"user: user 2 is registered by no event"});
}

TEST_F(Merge, tells_what_is_wrong_with_all_files_when_a_context_fails) {
  const std::vector<std::string> of_failed{"rental: a page makes no sense"};
  const std::vector<std::string> of_all{of_failed[0], "user: the schema was changed"};
  for (const auto& [status, expected] : {std::pair{74, of_all}, {70, of_failed}, {75, of_failed}}) {
    user_.findings["database"] = {"the schema was changed"};
    rental_.on_ask = [failed = status](const audit::Question& question) {
      if (question.part != "user") return;
      throw SourceFailed(failed, "it cannot be read", "rental", {"a page makes no sense"});
    };
    std::vector<std::string> told;
    EXPECT_THROW(violations({}, told), SourceFailed);
    EXPECT_EQ(told, expected) << status;
  }
}

TEST_F(Merge, of_contexts_that_serve_does_not_tell_what_is_right_at_a_second_look) {
  rental_.subjects["user"].facts[{2}] = {"0"};
  int asked = 0;
  rental_.on_ask = [&](const audit::Question& question) {
    if (question.part == "user" && ++asked == 2) rental_.subjects["user"].facts[{2}] = {"1"};
  };
  EXPECT_EQ(violations(moving_check), std::vector<std::string>{});
  EXPECT_EQ(asked, 2);
}

TEST_F(Merge, of_contexts_that_serve_tells_what_lasts) {
  rental_.subjects["user"].facts[{2}] = {"0"};
  EXPECT_EQ(violations(moving_check).size(), 1U);
}

TEST_F(Merge, of_contexts_that_serve_says_nothing_while_the_owner_moves_on) {
  rental_.subjects["user"].facts[{2}] = {"0"};
  int asked = 0;
  user_.on_ask = [&](const audit::Question& question) {
    if (question.part == "user")
      user_.subjects["user"].facts[{2}] = {"Lee" + std::to_string(++asked), "1"};
  };
  EXPECT_EQ(violations(moving_check), std::vector<std::string>{});
}

}  // namespace
}  // namespace bookrent::cli
