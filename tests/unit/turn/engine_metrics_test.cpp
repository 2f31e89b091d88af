#include "tests/unit/turn/notebook.hpp"

namespace bookrent::turn {
namespace {

/// What the context says in answer to `metrics`.
struct Measured : Turn {
  nlohmann::json asked() {
    return nlohmann::json::parse(
        notebook.request("metrics", "{}", support::service("gateway")).body);
  }
  /// The value of a counter or gauge with these labels, or the count of a histogram.
  std::int64_t value(const std::string& name,
                     const nlohmann::json& labels = nlohmann::json::object()) {
    const auto body = asked();
    for (const auto& family : body["families"]) {
      if (family["name"] != name) continue;
      for (const auto& one : family["values"])
        if (one["labels"] == labels)
          return one.contains("value") ? one["value"].get<std::int64_t>()
                                       : one["count"].get<std::int64_t>();
    }
    return -1;
  }
  std::vector<std::string> problems() { return asked()["problems"]; }
  std::int64_t answered(const char* operation, const char* outcome) {
    return value("bookrent_requests_total", {{"operation", operation}, {"outcome", outcome}});
  }
};

TEST_F(Measured, requests_are_counted_by_operation_and_outcome) {
  notebook.request("note", R"({"a":1})");
  notebook.request("note", R"({"a":2})");
  notebook.request("refuse", "{}");
  notebook.request("fail", "{}");
  notebook.request("nonsense", "{}");
  EXPECT_EQ(answered("note", "ok"), 2);
  EXPECT_EQ(answered("refuse", "invalid"), 1);
  EXPECT_EQ(answered("fail", "internal"), 1);
  EXPECT_EQ(answered("unknown", "invalid"), 1);
  EXPECT_EQ(value("bookrent_request_duration_seconds", {{"operation", "note"}}), 2);
  EXPECT_EQ(value("bookrent_events_appended_total"), 2);
  EXPECT_EQ(value("bookrent_log_head_events"), 2);
}

TEST_F(Measured, a_request_that_is_answered_later_counts_once_then) {
  const auto id = notebook.send("later", "{}", support::manager(), "waiting");
  EXPECT_EQ(value("bookrent_requests_in_progress"), 1);
  EXPECT_EQ(answered("later", "ok"), -1);
  notebook.request("finish", "{}");
  EXPECT_TRUE(notebook.take_reply(id));
  EXPECT_EQ(answered("later", "ok"), 1);
  EXPECT_EQ(value("bookrent_requests_in_progress"), 0);
}

TEST_F(Measured, only_daemons_ask_for_figures) {
  EXPECT_EQ(notebook.request("metrics", "{}", support::manager()).error->code,
            ErrorCode::forbidden);
}

TEST_F(Measured, a_source_that_is_read_to_its_end_is_no_problem) {
  notebook.feed("other", {{"some", "s/1", "manager:0", {}, "{}"}});
  EXPECT_THAT(problems(), testing::IsEmpty());
  EXPECT_EQ(value("bookrent_source_lag_events", {{"source", "other"}}), 0);
}

TEST_F(Measured, a_source_that_falls_silent_is_a_problem) {
  notebook.feed("other", {{"some", "s/1", "manager:0", {}, "{}"}});
  notebook.advance(silence_max + clock::Milliseconds{1});
  EXPECT_THAT(problems(), testing::ElementsAre("other is not heard"));
  notebook.feed("other", {{"some", "s/2", "manager:0", {}, "{}"}});
  EXPECT_THAT(problems(), testing::IsEmpty());
}

TEST_F(Measured, a_source_that_was_stopped_is_a_problem_without_what_was_read) {
  notebook.feed("other", {{"unreadable", "s/1", "manager:0", {}, "{}"}});
  EXPECT_THAT(problems(), testing::ElementsAre("reading other was stopped"));
  EXPECT_EQ(value("bookrent_source_stopped", {{"source", "other"}}), 1);
}

TEST_F(Measured, a_disk_that_was_full_is_a_problem_until_something_fits_again) {
  notebook.feed("other", {{"some", "s/1", "manager:0", {}, "{}"}});
  notebook.store().database().exec("PRAGMA max_page_count=1");
  notebook.send("note", R"({"text":")" + std::string(20'000, 'x') + R"("})");
  EXPECT_EQ(value("bookrent_turns_undone_total"), 1);
  EXPECT_EQ(value("bookrent_database_writable"), 0);
  EXPECT_FALSE(problems().empty());
  notebook.store().database().exec("PRAGMA max_page_count=1000000");
  notebook.advance(heartbeat_interval);
  EXPECT_EQ(value("bookrent_database_writable"), 1);
  EXPECT_THAT(problems(), testing::IsEmpty());
}

TEST(Lag, counts_from_when_an_event_was_known_of) {
  using std::chrono_literals::operator""ms;
  const clock::Steady start{};
  Lag lag(start);
  lag.look(5, 5, true, start + 10ms);
  EXPECT_EQ(lag.behind_for(start + 90ms), 0ms);
  lag.look(5, 8, false, start + 100ms);
  lag.look(6, 9, false, start + 200ms);
  EXPECT_EQ(lag.behind_for(start + 250ms), 150ms);
  lag.look(8, 12, false, start + 300ms);  // what was known first is read: what came later counts
  EXPECT_EQ(lag.behind_for(start + 350ms), 50ms);
  lag.look(12, 12, true, start + 400ms);
  EXPECT_EQ(lag.behind_for(start + 500ms), 0ms);
}

}  // namespace
}  // namespace bookrent::turn
