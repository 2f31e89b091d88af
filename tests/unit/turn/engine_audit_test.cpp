#include "tests/unit/turn/notebook.hpp"

namespace bookrent::turn {
namespace {

message::Reply examine(support::EngineFixture& notebook, const audit::Question& question) {
  return notebook.request("audit", audit::json_of(question));
}

TEST_F(Turn, an_audit_is_answered_by_pages_as_long_as_it_is_the_newest_one) {
  for (const char* note : {R"({"n":1})", R"({"n":2})", R"({"n":3})"})
    notebook.request("note", note);
  auto page = audit::answer_of_json(examine(notebook, {"log", "", 2, "mine"}).body).value();
  EXPECT_EQ(page.next, "2");
  EXPECT_FALSE(audit::answer_of_json(examine(notebook, {"log", "2", 2, "mine"}).body)->next);
  page = audit::answer_of_json(examine(notebook, {"note", "", 9, "mine"}).body).value();
  EXPECT_EQ(page.facts, "1\t3\n");
  EXPECT_EQ(page.head, 3);
  EXPECT_EQ(examine(notebook, {"note", "", 9, "another's"}).error->reason, "audit_lost");
  EXPECT_FALSE(examine(notebook, {"log", "", 9, "another's"}).error);
  EXPECT_EQ(examine(notebook, {"note", "", 9, "mine"}).error->reason, "audit_lost");
}

TEST_F(Turn, an_audit_is_forgotten_when_nobody_goes_on_with_it) {
  EXPECT_FALSE(examine(notebook, {"log", "", 9, "mine"}).error);
  notebook.advance(audit_kept);
  EXPECT_EQ(examine(notebook, {"note", "", 9, "mine"}).error->reason, "audit_lost");
}

TEST_F(Turn, an_audit_of_no_sense_is_refused) {
  EXPECT_EQ(examine(notebook, {"database", "", 0, "mine"}).error->code, ErrorCode::invalid);
  EXPECT_FALSE(examine(notebook, {"log", "", 9, "mine"}).error);
  EXPECT_EQ(examine(notebook, {"nothing", "", 9, "mine"}).error->code, ErrorCode::invalid);
  EXPECT_EQ(notebook.request("audit", "[]").error->code, ErrorCode::invalid);
  EXPECT_TRUE(notebook.request("audit", "{}", support::customer(3)).error);
}

}  // namespace
}  // namespace bookrent::turn
