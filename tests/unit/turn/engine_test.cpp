#include "common/turn/engine.hpp"

#include <algorithm>

#include "tests/unit/turn/notebook.hpp"

namespace bookrent::turn {
namespace {

TEST_F(Turn, P1_an_acknowledged_command_survives_a_kill) {
  ASSERT_EQ(notebook.request("note", R"({"a":1})").outcome, Outcome::applied);
  notebook.restart();
  EXPECT_EQ(count(), 1);
}

TEST_F(Turn, P1_nothing_leaves_when_the_commit_fails) {
  notebook.store().database().exec(
      "PRAGMA max_page_count=1");  // raised by SQLite to what is in use: no page can be added
  const std::string large = R"({"text":")" + std::string(20'000, 'x') + R"("})";
  const auto reply = notebook.request("note", large);
  ASSERT_TRUE(reply.error);
  EXPECT_EQ(reply.error->code, ErrorCode::storage);
  EXPECT_EQ(reply.outcome, Outcome::none);
  EXPECT_TRUE(notebook.published().empty());
  notebook.store().database().exec("PRAGMA max_page_count=100000");
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(notebook.request("note", large).outcome, Outcome::applied);
  EXPECT_EQ(notebook.published().back().sequence, 1);
}

TEST_F(Turn, a_request_that_was_held_back_is_told_too_when_its_turn_is_undone) {
  auto request = notebook.make_request("note", R"({"text":")" + std::string(20'000, 'x') + R"("})");
  request.after = {{"other", {"epoch-of-other", 1}}};
  notebook.deliver({request});
  notebook.store().database().exec("PRAGMA max_page_count=1");
  notebook.advance(hold_time);
  const auto reply = notebook.take_reply(request.id);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->error->code, ErrorCode::storage);
}

TEST_F(Turn, a_query_is_answered_whatever_else_did_not_fit_into_its_turn) {
  notebook.store().database().exec("PRAGMA max_page_count=1");
  const auto query = notebook.make_request("count", "{}");
  notebook.deliver(
      {query, notebook.make_request("note", R"({"text":")" + std::string(20'000, 'x') + R"("})")});
  notebook.advance(storage_pause);
  const auto reply = notebook.take_reply(query.id);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, R"({"n":0})");
}

TEST_F(Turn, what_was_refused_halfway_leaves_nothing_and_its_turn_all_else) {
  notebook.request("ask", "{}");
  const auto calls = notebook.take_calls();
  ASSERT_EQ(calls.size(), 1U);
  auto held = notebook.make_request("note", R"({"held":1})");
  held.after = {{"other", {"epoch-of-other", 1}}};
  notebook.deliver({held});
  notebook.clock().advance(hold_time);
  message::Reply told;
  told.id = calls[0].id;
  told.body = R"({"told":1})";
  const auto first = notebook.make_request("note", R"({"a":1})");
  const auto refused = notebook.make_request("refuse", R"({"b":1})");
  const auto failed = notebook.make_request("fail", R"({"c":1})");
  const auto last = notebook.make_request("note", R"({"d":1})");
  notebook.deliver({first, told, refused, failed, last});

  EXPECT_EQ(notebook.take_reply(first.id)->outcome, Outcome::applied);
  EXPECT_EQ(notebook.take_reply(refused.id)->error->code, ErrorCode::invalid);
  EXPECT_EQ(notebook.take_reply(failed.id)->error->code, ErrorCode::internal);
  EXPECT_EQ(notebook.take_reply(last.id)->outcome, Outcome::applied);
  EXPECT_EQ(notebook.take_reply(held.id)->outcome, Outcome::applied);
  EXPECT_EQ(count(), 4);
  std::vector<std::int64_t> published;
  for (const auto& event : notebook.published()) published.push_back(event.sequence);
  EXPECT_EQ(published, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_F(Turn, an_event_that_is_half_read_leaves_nothing_and_stops_its_source) {
  notebook.feed("other",
                {{"whole", "one", "user:1", {}, "{}"}, {"half", "two", "user:1", {}, "{}"}});
  notebook.turn();
  EXPECT_EQ(count(), 1);
  const auto health = nlohmann::json::parse(notebook.request("health", "{}").body);
  EXPECT_THAT(health["sources"][0]["stopped"].get<std::string>(),
              testing::HasSubstr("only a half of it can be read"));
}

TEST_F(Turn, work_that_does_not_fit_holds_up_nobody_and_does_not_spin) {
  const auto id = notebook.send("later", "{}", support::manager(), "waiting");
  notebook.store().database().exec("PRAGMA max_page_count=1");
  service->busy = true;
  notebook.advance(std::chrono::seconds{10});
  const auto reply = notebook.take_reply(id);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->error->code, ErrorCode::pending);
  EXPECT_GT(notebook.engine().wake_at(), notebook.clock().steady());
}

TEST_F(Turn, own_work_that_meets_a_fault_waits_before_it_is_tried_again) {
  service->stumbles = true;
  const int before = service->ticks;
  notebook.advance(clock::Milliseconds{1});
  notebook.advance(clock::Milliseconds{1});
  EXPECT_EQ(service->ticks, before + 1);
  EXPECT_GT(notebook.engine().wake_at(), notebook.clock().steady());
  notebook.advance(fault_pause);
  EXPECT_EQ(service->ticks, before + 2);
}

TEST_F(Turn, P5_a_reader_never_sees_an_event_of_a_turn_that_was_undone) {
  notebook.store().database().exec("PRAGMA max_page_count=1");
  message::Fetch fetch;
  fetch.id = "page";
  fetch.source = "notebook";
  const std::string large = R"({"text":")" + std::string(20'000, 'x') + R"("})";
  notebook.deliver(
      {notebook.make_request("note", R"({"a":1})"), fetch, notebook.make_request("note", large)});
  EXPECT_TRUE(notebook.published().empty());
}

TEST_F(Turn, P4_the_same_key_happens_once_and_answers_twice) {
  const auto first = notebook.request("note", R"({"a":1})", support::manager(), "k");
  const auto second = notebook.request("note", R"({"a":1})", support::manager(), "k");
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.position, first.position);
  EXPECT_EQ(count(), 1);
  notebook.restart();
  EXPECT_EQ(notebook.request("note", R"({"a":1})", support::manager(), "k").body, first.body);
  EXPECT_EQ(count(), 1);
}

TEST_F(Turn, P4_a_refusal_is_answered_twice_alike) {
  const auto first = notebook.request("refuse", "{}", support::manager(), "k");
  const auto second = notebook.request("refuse", "{}", support::manager(), "k");
  EXPECT_EQ(first.error, second.error);
}

TEST_F(Turn, P4_the_key_belongs_to_one_principal) {
  notebook.request("note", R"({"a":1})", support::manager(1), "k");
  EXPECT_EQ(notebook.request("note", R"({"a":2})", support::manager(2), "k").outcome,
            Outcome::applied);
}

TEST_F(Turn, a_key_used_for_another_request_is_a_conflict) {
  notebook.request("note", R"({"a":1})", support::manager(), "k");
  const auto other = notebook.request("note", R"({"a":2})", support::manager(), "k");
  ASSERT_TRUE(other.error);
  EXPECT_EQ(other.error->code, ErrorCode::conflict);
  EXPECT_EQ(count(), 1);
}

TEST_F(Turn, a_command_without_a_key_is_refused) {
  auto request = notebook.make_request("note", "{}");
  request.key.clear();
  notebook.deliver({request});
  EXPECT_EQ(notebook.take_reply(request.id)->error->code, ErrorCode::invalid);
}

TEST_F(Turn, keys_are_forgotten_after_seven_days) {
  notebook.request("note", R"({"a":1})", support::manager(), "k");
  notebook.advance(replies_kept + std::chrono::minutes{2});
  notebook.advance(std::chrono::minutes{2});
  const auto other = notebook.request("note", R"({"a":2})", support::manager(), "k");
  EXPECT_EQ(other.outcome, Outcome::applied);
}

TEST_F(Turn, a_refusal_undoes_what_was_done_for_it_and_nothing_else) {
  notebook.deliver(
      {notebook.make_request("note", R"({"a":1})"), notebook.make_request("refuse", R"({"a":2})"),
       notebook.make_request("fail", R"({"a":3})"), notebook.make_request("note", R"({"a":4})")});
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(service->settled, 2);
  ASSERT_EQ(notebook.published().size(), 2U);
  EXPECT_EQ(notebook.published().back().sequence, 2);
}

TEST_F(Turn, a_fault_is_answered_without_its_text) {
  const auto reply = notebook.request("fail", "{}");
  ASSERT_TRUE(reply.error);
  EXPECT_EQ(reply.error->code, ErrorCode::internal);
  EXPECT_THAT(reply.error->message, testing::Not(testing::HasSubstr("on purpose")));
}

TEST_F(Turn, roles_are_checked_here_too) {
  EXPECT_EQ(notebook.request("note", "{}", support::customer(3)).error->code, ErrorCode::forbidden);
  EXPECT_FALSE(notebook.request("count", "{}", support::customer(3)).error);
  EXPECT_EQ(notebook.request("burn", "{}").error->code, ErrorCode::invalid);
}

TEST_F(Turn, a_held_back_reply_goes_to_everybody_who_asked_with_the_key) {
  const auto first = notebook.send("later", "{}", support::manager(), "waiting");
  const auto second = notebook.send("later", "{}", support::manager(), "waiting");
  EXPECT_FALSE(notebook.take_reply(first));
  notebook.request("finish", "{}");
  EXPECT_EQ(notebook.take_reply(first)->body, R"({"end":1})");
  EXPECT_EQ(notebook.take_reply(second)->body, R"({"end":1})");
  EXPECT_EQ(notebook.request("later", "{}", support::manager(), "waiting").body, R"({"end":1})");
}

TEST_F(Turn, who_cannot_wait_any_longer_hears_what_is_known) {
  const auto id = notebook.send("later", "{}", support::manager(), "waiting");
  notebook.advance(std::chrono::seconds{10});
  const auto reply = notebook.take_reply(id);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->error->code, ErrorCode::pending);
}

TEST_F(Turn, P9_a_request_waits_for_the_events_its_sender_has_seen) {
  auto request = notebook.make_request("count", "{}");
  request.after = {{"other", {"epoch-of-other", 1}}};
  notebook.deliver({request});
  EXPECT_FALSE(notebook.take_reply(request.id));
  notebook.feed("other", {{"x.v1", "fed", "user:1", {}, "{}"}});
  const auto reply = notebook.take_reply(request.id);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, R"({"n":1})");
  EXPECT_FALSE(reply->stale);
}

TEST_F(Turn, P9_after_two_seconds_the_answer_is_stale) {
  auto request = notebook.make_request("count", "{}");
  request.after = {{"other", {"epoch-of-other", 1}}};
  notebook.deliver({request});
  notebook.advance(hold_time);
  const auto reply = notebook.take_reply(request.id);
  ASSERT_TRUE(reply);
  EXPECT_TRUE(reply->stale);
}

TEST_F(Turn, P5_events_of_others_are_applied_once_and_in_order) {
  notebook.feed("other",
                {{"x.v1", "one", "user:1", {}, "{}"}, {"x.v1", "two", "user:1", {}, "{}"}});
  notebook.restart();
  notebook.feed("other", {{"x.v1", "three", "user:1", {}, "{}"}});
  EXPECT_EQ(count(), 3);  // the table holds each text once: a repeat would have been a fault
}

TEST_F(Turn, knows_how_many_events_are_to_be_read) {
  notebook.feed("other", {{"x.v1", "one", "user:1", {}, "{}"}});
  EXPECT_EQ(notebook.engine().unread(), 0);
  const message::Events hint{{}, "other", "epoch-of-other", 4, 3, false, {}};
  const bus::Parcel parcel{bus::Link::gateway, {}, message::encode(hint)};
  notebook.engine().turn({&parcel, 1});
  EXPECT_EQ(notebook.engine().unread(), 2);
}

TEST_F(Turn, an_event_that_cannot_be_read_stops_its_source_and_not_the_daemon) {
  notebook.feed("other", {{"unreadable", "one", "user:1", {}, "{}"}});
  notebook.feed("other", {{"x.v1", "two", "user:1", {}, "{}"}});
  EXPECT_EQ(count(), 0);
  const auto health = nlohmann::json::parse(notebook.request("health", "{}").body);
  EXPECT_FALSE(health["ready"].get<bool>());
  EXPECT_THAT(health["sources"][0]["stopped"].get<std::string>(),
              testing::HasSubstr("it is unreadable"));
}

template <class Kind>
bool holds(const std::vector<bus::Parcel>& parcels) {
  return std::ranges::any_of(parcels, [](const bus::Parcel& parcel) {
    return std::holds_alternative<Kind>(message::decode(parcel.parts).value());
  });
}

TEST_F(Turn, P11_stopping_asks_for_a_drain_and_ends_when_the_gateway_says_that_was_the_last) {
  turn::Engine& engine = notebook.engine();
  engine.stop();
  EXPECT_TRUE(holds<message::Drain>(engine.turn({})));
  EXPECT_FALSE(engine.done());
  const bus::Parcel last{bus::Link::gateway, {}, message::encode(message::Drain{})};
  EXPECT_TRUE(holds<message::Bye>(engine.turn({&last, 1})));
  EXPECT_TRUE(engine.done());
}

TEST_F(Turn, stopping_without_a_gateway_does_not_wait_for_ever) {
  notebook.engine().stop();
  notebook.turn();
  notebook.advance(drain_time);
  EXPECT_TRUE(notebook.engine().done());
}

TEST_F(Turn, frames_that_are_no_message_are_counted) {
  const bus::Parcel garbage{bus::Link::gateway, {}, {"\xff\xfe", "nonsense"}};
  notebook.engine().turn({&garbage, 1});
  const auto health = nlohmann::json::parse(notebook.request("health", "{}").body);
  EXPECT_EQ(health["malformed"], 1);
  EXPECT_EQ(health["pages"], 7);
}

}  // namespace
}  // namespace bookrent::turn
