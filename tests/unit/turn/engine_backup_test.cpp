#include "common/backup/order.hpp"
#include "tests/unit/turn/notebook.hpp"

namespace bookrent::turn {
namespace {

/// A backup of the notebook, as the command makes it.
class BackedUp : public Turn {
 protected:
  backup::Report order(backup::Step step) {
    const auto reply = notebook.request(
        "backup", backup::json_of(backup::Order{id, step, directory().string(), {}}));
    if (reply.error) throw std::runtime_error(reply.error->message);
    return backup::report_of_json(reply.body).value();
  }
  backup::State state_of(backup::Step step) { return order(step).state; }
  void reach(backup::State state) {
    for (int i = 0; i < 1000 && state_of(backup::Step::tell) != state; ++i) notebook.turn();
    ASSERT_EQ(state_of(backup::Step::tell), state);
  }
  std::filesystem::path directory() const { return scratch_.path() / "backup"; }
  std::int64_t notes_in_the_copy() const {
    SQLite::Database copy((directory() / "notebook.db").string(), SQLite::OPEN_READWRITE);
    return copy.execAndGet("SELECT count(*) FROM notes").getInt64();
  }

  static constexpr const char* id = "5cc48ce4-048f-4072-a75b-0f5a84731e5b";

 private:
  support::ScratchDirectory scratch_;
};

TEST_F(BackedUp, a_context_serves_while_it_is_copied_and_is_copied_as_it_was_at_the_cut) {
  notebook.request("note", R"({"n":1})");
  order(backup::Step::copy);
  reach(backup::State::copied);
  notebook.request("note", R"({"n":2})");
  EXPECT_EQ(state_of(backup::Step::hold), backup::State::still);
  EXPECT_EQ(state_of(backup::Step::cut), backup::State::cut);
  EXPECT_EQ(state_of(backup::Step::go_on), backup::State::writing);
  notebook.request("note", R"({"n":3})");
  reach(backup::State::written);
  EXPECT_EQ(notes_in_the_copy(), 2);
  const auto file = order(backup::Step::tell).file;
  EXPECT_EQ(file->head, 2);
  EXPECT_EQ(count(), 3);
}

TEST_F(BackedUp, what_arrives_while_it_stands_still_waits_and_changes_nothing) {
  order(backup::Step::copy);
  reach(backup::State::copied);
  order(backup::Step::hold);
  const std::string asked = notebook.send("note", R"({"n":1})");
  notebook.feed("other", {{"happened", "test/1", "user:1", {}, "{}"}});
  EXPECT_FALSE(notebook.take_reply(asked));
  EXPECT_TRUE(notebook.published().empty());
  order(backup::Step::cut);
  EXPECT_FALSE(notebook.take_reply(asked));
  order(backup::Step::go_on);
  notebook.turn();
  EXPECT_EQ(notebook.take_reply(asked)->outcome, Outcome::applied);
  reach(backup::State::written);
  EXPECT_EQ(notes_in_the_copy(), 0);
}

TEST_F(BackedUp, nobody_waits_longer_than_a_second_and_the_backup_fails_then) {
  order(backup::Step::copy);
  reach(backup::State::copied);
  order(backup::Step::hold);
  order(backup::Step::cut);
  const std::string asked = notebook.send("note", R"({"n":1})");
  notebook.advance(backup::still_max);
  notebook.turn();
  EXPECT_EQ(notebook.take_reply(asked)->outcome, Outcome::applied);
  EXPECT_THROW(order(backup::Step::go_on), std::runtime_error);
  order(backup::Step::drop);
  EXPECT_FALSE(std::filesystem::exists(directory()));
}

TEST_F(BackedUp, it_is_given_up_when_nobody_asks_or_the_daemon_stops) {
  order(backup::Step::copy);
  reach(backup::State::copied);
  notebook.advance(backup::forgotten_after);
  EXPECT_FALSE(std::filesystem::exists(directory()));
  order(backup::Step::copy);
  reach(backup::State::copied);
  notebook.engine().stop();
  EXPECT_FALSE(std::filesystem::exists(directory()));
}

TEST_F(BackedUp, one_is_made_at_a_time) {
  order(backup::Step::copy);
  const auto other =
      notebook.request("backup", R"({"backup":"ab","step":"copy","directory":"/nowhere/at/all"})");
  EXPECT_EQ(other.error->reason, "backup_runs");
  const auto customers = notebook.request("backup", "{}", support::customer(1));
  EXPECT_EQ(customers.error->code, ErrorCode::forbidden);
}

}  // namespace
}  // namespace bookrent::turn
