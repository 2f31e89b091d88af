#include "common/audit/answer.hpp"

#include <gtest/gtest.h>

namespace bookrent::audit {
namespace {

Answer some_answer() {
  Answer answer;
  answer.epoch = "an epoch";
  answer.head = 12;
  answer.findings = {"a copy is lent twice", "a line\nfeed and a\ttab"};
  answer.columns = {"status", "amount"};
  FactLine(answer, {7}).text("RENTED").number(1500);
  FactLine(answer, {7, 3}).text("a\ttab").nothing();
  FactLine(answer, {8}).text("?").unsaid();
  answer.next = "8";
  return answer;
}

void expect_same(const Answer& read, const Answer& written) {
  EXPECT_EQ(read.epoch, written.epoch);
  EXPECT_EQ(read.head, written.head);
  EXPECT_EQ(read.findings, written.findings);
  EXPECT_EQ(read.columns, written.columns);
  EXPECT_EQ(read.facts, written.facts);
  EXPECT_EQ(read.next, written.next);
}

TEST(Answer, comes_back_from_its_lines) {
  const Answer written = some_answer();
  const std::string lines = lines_of(written);
  Answer read;
  std::string_view rest = lines;
  Taken taken = Taken::more;
  while (taken == Taken::more || taken == Taken::facts) {
    taken = take_line(read, rest.substr(0, rest.find('\n')));
    rest.remove_prefix(rest.find('\n') + 1);
    if (taken != Taken::facts) continue;
    read.facts = rest.substr(0, read.facts.size());
    rest.remove_prefix(read.facts.size());
  }
  EXPECT_EQ(taken, Taken::end);
  EXPECT_TRUE(rest.empty());
  expect_same(read, written);
}

TEST(Answer, comes_back_from_its_json) {
  const Answer written = some_answer();
  const auto read = answer_of_json(json_of(written));
  ASSERT_TRUE(read.has_value()) << read.error();
  expect_same(*read, written);
}

TEST(Answer, a_question_mark_that_was_said_is_not_what_was_not_said) {
  EXPECT_NE(some_answer().facts.find("8\t\\?\t?\n"), std::string::npos);
}

TEST(Answer, an_unknown_line_is_told_from_its_end) {
  Answer answer;
  EXPECT_EQ(take_line(answer, "x\t74\tthe disk"), Taken::unknown);
  for (const char* facts : {"*\t", "*\tmany", "*\t-1", "*\t99999999999999999"})
    EXPECT_EQ(take_line(answer, facts), Taken::unknown) << facts;
  EXPECT_EQ(take_line(answer, ""), Taken::more);
  EXPECT_EQ(failure_of("x\t74\tthe disk")->status, 74);
  EXPECT_EQ(failure_of("x\t74\tthe disk")->reason, "the disk");
  EXPECT_FALSE(failure_of("7\tRENTED"));
}

TEST(Answer, a_failure_in_the_middle_of_facts_is_found) {
  const std::string facts =
      "7\tRENTED\n8\tRET" + lines_of(Failure{74, "the disk"}) + "URNED\n9\tx\t70\n";
  EXPECT_EQ(failure_in(facts)->status, 74);
  EXPECT_EQ(failure_in(facts)->reason, "the disk");
  EXPECT_FALSE(failure_in("7\tRENTED\n9\tx\t70\n"));
}

TEST(Question, comes_back_from_its_line_and_from_its_json) {
  const Question written{"replies", "user:3\x1fkey\twith a tab", 50, "a check"};
  std::string line = line_of(written);
  line.pop_back();
  const auto read = question_of(line);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->part, written.part);
  EXPECT_EQ(read->after, written.after);
  EXPECT_EQ(read->limit, written.limit);
  EXPECT_EQ(question_of_json(json_of(written))->after, written.after);
  EXPECT_FALSE(question_of_json("[1]"));
}

TEST(Key, is_one_number_or_two) {
  EXPECT_EQ(key_of("7"), (Key{7, 0}));
  EXPECT_EQ(key_of(text_of(Key{7, 3})), (Key{7, 3}));
  EXPECT_EQ(key_of(""), Key{});
  EXPECT_FALSE(key_of("seven"));
  EXPECT_LT((Key{7, 9}), (Key{8, 0}));
}

}  // namespace
}  // namespace bookrent::audit
