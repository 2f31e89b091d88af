#include "common/message/message.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bookrent::message {
namespace {

Request a_request() {
  Request request;
  request.id = "7";
  request.to = "rental";
  request.op = "rent";
  request.key = "k1";
  request.ttl_ms = 9000;
  request.traceparent = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
  request.principal = Principal{3, "customer", {}};
  request.after = {{"user", {"e1", 4}}};
  request.body = R"({"book_id":7,"title":"홍길동전"})";
  return request;
}

Reply a_refusal() {
  Error error;
  error.code = ErrorCode::refused;
  error.reason = "no_free_copy";
  error.message = "book 7 has no free copy";
  error.retry_after_ms = 250;
  error.details = R"({"book_id":7})";
  return error_reply("7", error);
}

template <class Kind>
void expect_survives(const Kind& message) {
  const auto decoded = decode(encode(message));
  ASSERT_TRUE(decoded) << decoded.error().what;
  ASSERT_TRUE(std::holds_alternative<Kind>(*decoded));
  EXPECT_EQ(std::get<Kind>(*decoded), message);
}

TEST(Message, every_kind_survives_its_frames) {
  Reply applied;
  applied.id = "9";
  applied.outcome = Outcome::applied;
  applied.position = {{"rental", {"e2", 12}}};
  applied.stale = true;
  applied.body = R"({"rental_id":5})";
  expect_survives(a_request());
  expect_survives(applied);
  expect_survives(a_refusal());
  expect_survives(Ready{
      "rental", "i", "s", 64, {{"rent", OperationKind::command, for_managers("rental.write")}}});
  expect_survives(Heartbeat{"i", true, 12, {{"user", {"e", 3}}}});
  expect_survives(Drain{"i"});
  expect_survives(Bye{"i"});
  expect_survives(Reset{});
  expect_survives(Fetch{"4", "user", "e", 12, "00ff", 1000, {}, {}});
  expect_survives(Events{"4", "user", "e", 13, 14, false, {"{\"a\":1}", "{\"b\":2}"}});
  expect_survives(Events{"4", "user", "e", 13, 14, true, {}});
  expect_survives(Events{"", "user", "e", 13, 13, false, {"{}"}, "c0ffee"});
}

TEST(Message, a_stored_reply_comes_back_without_its_id) {
  Reply reply = a_refusal();
  const auto stored = from_stored_form(stored_form(reply));
  ASSERT_TRUE(stored);
  reply.id.clear();
  EXPECT_EQ(*stored, reply);
}

TEST(Message, fields_that_are_not_known_are_passed_over) {
  Parts parts = encode(a_request());
  parts[1].insert(1, R"("colour":"red",)");
  const auto decoded = decode(parts);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(std::get<Request>(*decoded), a_request());
}

TEST(Message, a_bad_header_is_named_with_the_id_to_answer) {
  const auto missing = decode({"BR1 request", R"({"id":"7","op":"rent"})", "{}"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().what, "to is missing");
  EXPECT_EQ(missing.error().id, "7");
}

TEST(Message, bad_frames_are_refused) {
  const std::string header = R"({"id":"7","to":"rental","op":"rent"})";
  const Parts bad[] = {
      {},
      {"BR1 request"},
      {"BR2 request", header, "{}"},
      {"BR1 nonsense", "{}"},
      {"BR1 request", header},
      {"BR1 request", header, "{}", "{}"},
      {"BR1 request", "not json", "{}"},
      {"BR1 request", "[]", "{}"},
      {"BR1 request", R"({"id":7,"to":"rental","op":"rent"})", "{}"},
      {"BR1 request", R"({"id":"7","to":"rental","op":"rent","ttl_ms":-1})", "{}"},
      {"BR1 request", R"({"id":"7","to":"rental","op":"rent","ttl_ms":1.5})", "{}"},
      {"BR1 request", R"({"id":"7","to":"rental","op":"rent","ttl_ms":99999999999999999999})",
       "{}"},
      {"BR1 request", R"({"id":"7","to":"rental","op":"rent","principal":7})", "{}"},
      {"BR1 request", R"({"id":"7","to":"rental","op":"rent","after":{"user":7}})", "{}"},
      {"BR1 request", header, std::string(body_bytes_max + 1, ' ')},
      {"BR1 request", "{\"id\":\"" + std::string(header_bytes_max, 'x') + "\"}", "{}"},
      {"BR1 reply", R"({"id":"7","outcome":"maybe"})", "{}"},
      {"BR1 ready", R"({"context":"a","instance":"b","operations":[{"op":"x"}]})"},
      {"BR1 fetch", R"({"id":"7"})"},
      {"BR1 events", R"({"source":""})"},
  };
  for (const Parts& parts : bad) EXPECT_FALSE(decode(parts)) << (parts.size() > 1 ? parts[1] : "");
}

TEST(Message, random_bytes_never_do_more_than_be_refused) {
  std::mt19937 random(7);
  const Parts good = encode(a_request());
  for (int round = 0; round < 20'000; ++round) {
    Parts parts = good;
    std::string& part = parts[random() % parts.size()];
    for (unsigned change = 0; change < 1 + random() % 4; ++change)
      if (!part.empty()) part[random() % part.size()] = static_cast<char>(random() % 256);
    static_cast<void>(decode(parts));
  }
}

}  // namespace
}  // namespace bookrent::message
