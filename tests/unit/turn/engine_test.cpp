// The turn, driven with a small service that keeps notes.
#include "common/turn/engine.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/store/statement.hpp"
#include "common/turn/answers.hpp"
#include "common/turn/tables.hpp"
#include "tests/support/engine_fixture.hpp"

namespace bookrent::turn {
namespace {

using message::ErrorCode;
using message::Outcome;

/// Only counts what it is given.
class NotebookAudit final : public audit::Auditor {
 public:
  void take(const audit::LogEntry&, audit::Findings&) override { ++events_; }
  std::vector<Check> checks() override { return {}; }
  void judge(const audit::KeptReply&, audit::Findings&) override {}
  bool state(std::string_view subject, const audit::Page&, audit::Answer& answer) override {
    answer.columns = {"events"};
    if (events_ > 0) audit::FactLine(answer, {1}).number(events_);
    return subject == "note";
  }

 private:
  std::int64_t events_ = 0;
};

/// `note` keeps a text and publishes it; `refuse` and `fail` do so too, and then say no or throw;
/// `later` is answered by the next `finish`; `ask` asks another context, and keeps what it says;
/// `count` counts. Reads the events of `other`.
class Notebook final : public Service {
 public:
  explicit Notebook(store::Store& store)
      : insert_(store, "INSERT INTO notes(text) VALUES(?1)"),
        count_(store, "SELECT count(*) AS n FROM notes") {}

  bool busy = false;      // has something large to write, at once
  bool stumbles = false;  // its own work meets a fault
  int ticks = 0;

  static store::Schema schema() {
    return {0x42520064, {tables() + "CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT;"}};
  }

  std::vector<message::Operation> operations() const override {
    using enum message::OperationKind;
    std::vector<message::Operation> all;
    for (const char* name : {"note", "refuse", "fail", "later", "finish", "ask"})
      all.push_back({name, command, message::for_managers("notes.write")});
    all.push_back({"count", query, message::for_users("notes.read")});
    return all;
  }
  std::vector<std::string> sources() const override { return {"other"}; }
  std::vector<std::string> projected_sources() const override { return {"other"}; }
  std::string health(const Effects&) override { return R"({"pages":7})"; }

  Answer handle(const message::Request& request, Effects& effects) override {
    if (request.op == "count") {
      count_.bind().step();
      const auto n = count_.integer("n");
      count_.finish();
      return answered(nlohmann::json{{"n", n}}.dump());
    }
    if (request.op == "finish") {
      effects.answer({"manager:0", "waiting", std::get<message::Reply>(applied(R"({"end":1})"))});
      return applied("{}");
    }
    if (request.op == "ask") {
      effects.call({"other", "tell", "k", "{}", {}, {}, std::chrono::minutes{1}});
      return applied("{}");
    }
    insert_.run(request.body);
    effects.publish({"note.kept.v1", "note/1", "manager:0", {}, request.body});
    if (request.op == "refuse") return refused(invalid("no"));
    if (request.op == "fail") throw std::runtime_error("broken on purpose");
    if (request.op == "later") return Later{message::error_reply({}, pending())};
    return applied(request.body);
  }
  std::expected<void, std::string> apply(const eventlog::Event& event, Effects&) override {
    if (event.type == "unreadable") return std::unexpected("it is unreadable");
    insert_.run(event.subject);
    if (event.type == "half") return std::unexpected("only a half of it can be read");
    return {};
  }
  void replied(const CallReply& call, Effects&) override { insert_.run(call.reply.body); }
  void tick(Effects&) override {
    ++ticks;
    if (stumbles) throw std::runtime_error("broken on purpose");
    if (busy) insert_.run(std::string(20'000, 'x'));
  }
  clock::Instant wake_at() override {
    return busy || stumbles ? clock::Instant::min() : clock::Instant::max();
  }
  void forget_projection(Lost) override {}
  std::unique_ptr<audit::Auditor> auditor() override { return std::make_unique<NotebookAudit>(); }

 private:
  static message::Error pending() {
    message::Error error;
    error.code = ErrorCode::pending;
    return error;
  }
  store::Statement insert_;
  store::Statement count_;
};

class Turn : public testing::Test {
 protected:
  Notebook* service = nullptr;
  support::EngineFixture notebook{"notebook", Notebook::schema(), [this](store::Store& store) {
                                    auto made = std::make_unique<Notebook>(store);
                                    service = made.get();
                                    return made;
                                  }};
  std::int64_t count() {
    return nlohmann::json::parse(notebook.request("count", "{}").body)["n"].get<std::int64_t>();
  }
};

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

TEST_F(Turn, an_event_that_cannot_be_read_stops_its_source_and_not_the_daemon) {
  notebook.feed("other", {{"unreadable", "one", "user:1", {}, "{}"}});
  notebook.feed("other", {{"x.v1", "two", "user:1", {}, "{}"}});
  EXPECT_EQ(count(), 0);
  const auto health = nlohmann::json::parse(notebook.request("health", "{}").body);
  EXPECT_FALSE(health["ready"].get<bool>());
  EXPECT_THAT(health["sources"][0]["stopped"].get<std::string>(),
              testing::HasSubstr("it is unreadable"));
}

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

template <class Kind>
bool holds(const std::vector<bus::Parcel>& parcels) {
  return std::ranges::any_of(parcels, [](const bus::Parcel& parcel) {
    return std::holds_alternative<Kind>(message::decode(parcel.parts).value());
  });
}

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
