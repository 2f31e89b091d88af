#pragma once
// The turn, driven with a small service that keeps notes.
#include <gmock/gmock.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "common/store/statement.hpp"
#include "common/turn/answers.hpp"
#include "common/turn/engine.hpp"
#include "common/turn/tables.hpp"
#include "tests/support/engine_fixture.hpp"

namespace bookrent::turn {

using message::ErrorCode;
using message::Outcome;

/// Only counts what it is given.
class NotebookAudit final : public audit::Auditor {
 public:
  void take(const audit::LogEntry&, audit::Findings&) override { ++events_; }
  std::vector<Check> checks() override { return {}; }
  void judge(const audit::KeptReply&, audit::Findings&) override {}
  bool state(std::string_view subject, const audit::Page&, audit::Answer& answer,
             audit::Findings&) override {
    answer.columns = {"events"};
    if (events_ > 0) audit::FactLine(answer, {1}).number(events_);
    return subject == "note";
  }

 private:
  std::int64_t events_ = 0;
};

/// `note` keeps a text and publishes it; `refuse` and `fail` do so too, and then say no or throw;
/// `later` is answered by the next `finish`; `ask` asks another context, and keeps what it says;
/// `count` counts. Reads the events of `other`. What it keeps for a request it adds up at the end
/// of the turn.
class Notebook final : public Service {
 public:
  explicit Notebook(store::Store& store)
      : insert_(store, "INSERT INTO notes(text) VALUES(?1)"),
        count_(store, "SELECT count(*) AS n FROM notes") {}

  bool busy = false;      // has something large to write, at once
  bool stumbles = false;  // its own work meets a fault
  int ticks = 0;
  std::int64_t settled = 0;

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
    effects.change({1, 1});
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
  void write_changes(const Effects& effects) override {
    for (const Change& change : effects.changes()) settled += change.by;
  }
  clock::Instant wake_at() override {
    return busy || stumbles ? clock::Instant::min() : clock::Instant::max();
  }
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

}  // namespace bookrent::turn
