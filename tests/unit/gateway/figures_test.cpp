#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "common/metrics/json.hpp"
#include "daemons/gateway/admin/address.hpp"
#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using Json = nlohmann::ordered_json;

class WatchingGateway : public testing::Test {
 protected:
  void worker_sends(const std::string& peer, const message::Message& message) {
    turn({{bus::Link::workers, peer, message::encode(message)}});
  }
  void pass(clock::Milliseconds time) {
    clock_.advance(time);
    turn({});
  }
  /// The questions for figures that `peer` has got since the last call.
  std::vector<message::Request> questions(const std::string& peer) {
    std::vector<message::Request> found;
    for (const bus::Parcel& parcel : std::exchange(sent_, {})) {
      auto message = message::decode(parcel.parts).value();
      auto* request = std::get_if<message::Request>(&message);
      if (parcel.peer == peer && request != nullptr && request->op == "metrics")
        found.push_back(*request);
    }
    return found;
  }
  void answer(const std::string& peer, double rents, const Json& problems = Json::array()) {
    message::Reply reply;
    reply.id = figures_id;
    reply.body = Json{{"problems", problems},
                      {"warnings", Json::array()},
                      {"families", metrics::json_of({metrics::with(
                                       metrics::counter("bookrent_rents_total", "R."), rents)})}}
                     .dump();
    worker_sends(peer, reply);
  }
  std::string text() { return board_.newest()->metrics; }
  bool is_ready() { return board_.newest()->ready; }
  std::string readiness() { return board_.newest()->readiness; }

  void turn(const std::vector<bus::Parcel>& arrived) {
    for (bus::Parcel& parcel : gateway_.turn(arrived)) sent_.push_back(std::move(parcel));
  }

  FakeClock clock_;
  SeededRandom random_{1};
  support::TestKeys keys_;
  Board board_;
  Gateway gateway_{{}, keys_, clock_, random_, nullptr, &board_};
  std::vector<bus::Parcel> sent_;
};

constexpr const char* rental = R"({context="rental",instance="w"})";
std::string line(const std::string& name, const std::string& value) {
  return "\n" + name + rental + " " + value + "\n";
}

TEST_F(WatchingGateway, asks_each_daemon_once_a_second) {
  worker_sends("w", ready("w"));
  pass(1s);
  const auto asked = questions("w");
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].principal->role, message::role::service);
  pass(500ms);
  EXPECT_THAT(questions("w"), IsEmpty());
  answer("w", 7);
  pass(500ms);
  EXPECT_THAT(questions("w"), SizeIs(1));
}

TEST_F(WatchingGateway, does_not_pile_questions_on_a_daemon_that_is_busy) {
  worker_sends("w", ready("w"));
  pass(1s);
  EXPECT_THAT(questions("w"), SizeIs(1));
  for (int n = 0; n < 8; ++n) {
    worker_sends("w", message::Heartbeat{"w", true, 0, {}});
    pass(1s);
  }
  EXPECT_THAT(questions("w"), IsEmpty());
  worker_sends("w", message::Heartbeat{"w", true, 0, {}});
  pass(1s);
  EXPECT_THAT(questions("w"), SizeIs(1));
}

TEST_F(WatchingGateway, shows_figures_under_their_daemon) {
  worker_sends("w", ready("w"));
  pass(1s);
  answer("w", 7);
  pass(1s);
  EXPECT_THAT(text(), HasSubstr(line("bookrent_rents_total", "7")));
  EXPECT_THAT(text(), HasSubstr(line("bookrent_daemon_up", "1")));
  EXPECT_THAT(text(), HasSubstr(line("bookrent_daemon_figures_age_seconds", "1")));
  EXPECT_TRUE(is_ready());
}

TEST_F(WatchingGateway, marks_a_daemon_that_is_gone_and_keeps_its_figures) {
  worker_sends("w", ready("w"));
  pass(1s);
  answer("w", 7);
  worker_sends("w", message::Bye{"w"});
  pass(4s);
  EXPECT_THAT(text(), HasSubstr(line("bookrent_daemon_up", "0")));
  EXPECT_THAT(text(), HasSubstr(line("bookrent_daemon_figures_age_seconds", "4")));
  EXPECT_THAT(text(), HasSubstr(line("bookrent_rents_total", "7")));
  EXPECT_FALSE(is_ready());
  EXPECT_THAT(readiness(), HasSubstr("it is not there"));
}

TEST_F(WatchingGateway, forgets_a_daemon_when_another_has_its_place) {
  worker_sends("w", ready("w"));
  pass(1s);
  worker_sends("w", message::Bye{"w"});
  worker_sends("v", ready("v"));
  pass(1s);
  EXPECT_THAT(text(), Not(HasSubstr("instance=\"w\"")));
  EXPECT_THAT(text(), HasSubstr("instance=\"v\""));
}

TEST_F(WatchingGateway, is_not_ready_while_a_daemon_complains_or_does_not_answer) {
  worker_sends("w", ready("w"));
  pass(1s);
  EXPECT_FALSE(is_ready());
  answer("w", 7, {"there is no room"});
  pass(1s);
  EXPECT_FALSE(is_ready());
  EXPECT_THAT(readiness(), HasSubstr("there is no room"));
  answer("w", 7);
  pass(1s);
  EXPECT_TRUE(is_ready());
  for (int n = 0; n < 6; ++n) {
    worker_sends("w", message::Heartbeat{"w", true, 0, {}});
    pass(1s);
  }
  EXPECT_FALSE(is_ready());
  EXPECT_THAT(readiness(), HasSubstr("it does not answer"));
}

TEST_F(WatchingGateway, misses_a_context_that_is_read_and_was_never_there) {
  worker_sends("w", ready("w"));
  worker_sends("w", message::Heartbeat{"w", true, 0, {{"user", {"e", 3}}}});
  pass(1s);
  answer("w", 7);
  pass(1s);
  EXPECT_FALSE(is_ready());
  EXPECT_THAT(readiness(), HasSubstr(R"({"context":"user","ready":false)"));
}

TEST_F(WatchingGateway, misses_a_context_that_is_expected_and_was_never_there) {
  static constexpr std::array<std::string_view, 2> suite = {"rental", "view"};
  gateway_.expect(suite);
  worker_sends("w", ready("w"));
  pass(1s);
  answer("w", 7);
  pass(1s);
  EXPECT_FALSE(is_ready());
  EXPECT_THAT(readiness(), HasSubstr(R"({"context":"view","ready":false)"));
  EXPECT_THAT(text(), HasSubstr("\nbookrent_daemon_up{context=\"view\"} 0\n"));
}

TEST_F(WatchingGateway, without_a_daemon_is_not_ready) {
  pass(1s);
  EXPECT_FALSE(is_ready());
}

TEST_F(WatchingGateway, keeps_the_last_figures_when_it_is_sent_nonsense) {
  worker_sends("w", ready("w"));
  pass(1s);
  answer("w", 7);
  for (const char* body : {"", "[]", "{}", R"({"families":3,"problems":[],"warnings":[]})",
                           R"({"families":[],"problems":[1],"warnings":[]})"}) {
    pass(1s);
    message::Reply reply;
    reply.id = figures_id;
    reply.body = body;
    worker_sends("w", reply);
  }
  pass(1s);
  EXPECT_THAT(text(), HasSubstr(line("bookrent_rents_total", "7")));
}

TEST_F(WatchingGateway, counts_what_it_refuses_itself) {
  turn({{bus::Link::clients, "c", message::encode(request("1", "gateway", "nonsense"))}});
  pass(1s);
  EXPECT_THAT(text(), HasSubstr("code=\"invalid\"} 1\n"));
}

TEST_F(WatchingGateway, does_not_count_by_names_that_anybody_may_invent) {
  turn({{bus::Link::clients, "c", message::encode(request("1", "invented"))}});
  pass(1s);
  EXPECT_THAT(text(), Not(HasSubstr("invented")));
}

TEST_F(WatchingGateway, shows_answers_a_moment_after_the_questions) {
  worker_sends("w", ready("w"));
  pass(1s);
  answer("w", 7);
  EXPECT_FALSE(is_ready()) << "not with every turn";
  pass(300ms);
  EXPECT_TRUE(is_ready());
  EXPECT_THAT(text(), HasSubstr(line("bookrent_daemon_figures_age_seconds", "0.3")));
}

TEST_F(WatchingGateway, shows_a_daemon_that_falls_silent_with_its_first_missed_answer) {
  const auto health = [&] {
    return Json::parse(board_.newest()->figures).at("now").at("daemons").at(0).at("health");
  };
  worker_sends("w", ready("w"));
  pass(1s);
  answer("w", 7);
  pass(300ms);
  EXPECT_EQ(health(), "well");
  pass(700ms);
  pass(300ms);
  EXPECT_EQ(health(), "silent");
  answer("w", 7);
  pass(1s);
  EXPECT_EQ(health(), "well");
  worker_sends("w", message::Bye{"w"});
  pass(1s);
  EXPECT_EQ(health(), "gone");
}

struct QuietGateway : GatewayTest {};

TEST_F(QuietGateway, asks_for_no_figures_that_nobody_sees) {
  worker_sends("w", ready("w"));
  pass(3s);
  EXPECT_THAT(requests("w"), IsEmpty());
}

TEST(AdminAddress, is_in_digits) {
  for (const char* good : {"127.0.0.1:7480", "[::1]:7480", "0.0.0.0:1", "127.0.0.1:0"})
    EXPECT_TRUE(read_admin_address(good)) << good;
  for (const char* bad : {"", ":7480", "localhost:7480", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                          "127.0.0.1:65536", "127.1:7480", "::1:7480", "[::1]", "[::1]7480",
                          "[127.0.0.1]:1", "127.0.0.1:7480 ", "http://127.0.0.1:7480"})
    EXPECT_FALSE(read_admin_address(bad)) << bad;
}

TEST(AdminAddress, knows_whether_it_leaves_the_machine) {
  EXPECT_TRUE(read_admin_address("127.1.2.3:1")->loopback);
  EXPECT_TRUE(read_admin_address("[::1]:1")->loopback);
  EXPECT_FALSE(read_admin_address("0.0.0.0:1")->loopback);
  EXPECT_FALSE(read_admin_address("[::]:1")->loopback);
}

TEST(Host, is_this_machine_in_digits_or_as_localhost_only) {
  for (const char* good :
       {"127.0.0.1:7480", "127.0.0.1", "[::1]:7480", "localhost", "LocalHost:1", "192.0.2.7:7480"})
    EXPECT_TRUE(names_this_machine(good)) << good;
  for (const char* bad : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                          "[localhost]", "::1", "127.0.0.1:7480:1", "127.0.0.1, localhost",
                          "user@localhost", "0x7f000001", "2130706433"})
    EXPECT_FALSE(names_this_machine(bad)) << bad;
}

}  // namespace
}  // namespace bookrent::gateway
