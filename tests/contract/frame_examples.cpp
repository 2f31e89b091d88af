#include "tests/contract/frame_examples.hpp"

namespace bookrent::golden {

using namespace message;

namespace {

const std::string epoch = "0b9e2f6a-6f5c-4d53-8c3e-0a2f6f1f7f11";
const std::string instance = "7d3c1e58-1f54-4d2e-9a57-5b8d0f3f9c02";
const std::string trace = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
const std::string an_event = R"({"specversion":"1.0","id":"rental:17","subject":"rental/12"})";

Request a_request() {
  return {.id = "7",
          .to = "rental",
          .op = "rent",
          .key = "5f0c",
          .ttl_ms = 9000,
          .token = "a.token",
          .traceparent = trace,
          .principal = Principal{.user_id = 3, .role = "customer", .scopes = {"all"}},
          .after = {{"book", {epoch, 4}}, {"user", {epoch, 5}}},
          .body = R"({"user_id":3,"book_id":7})"};
}

}  // namespace

Reply an_applied_reply() {
  return {.id = "7",
          .outcome = Outcome::applied,
          .error = {},
          .position = {{"rental", {epoch, 17}}},
          .stale = true,
          .body = R"({"rental_id":12,"title":"홍길동전"})"};
}

Error an_error() {
  return {.code = ErrorCode::overloaded,
          .reason = "payment_busy",
          .message = "결제가 밀려 있습니다; try again in 5 seconds",
          .retryable = true,
          .retry_after_ms = 5000,
          .details = R"({"book_id":7})"};
}

std::vector<FrameExample> frame_examples() {
  Reply refused = error_reply("7", an_error());
  refused.outcome = Outcome::unknown;
  Reply nothing_changed;
  nothing_changed.id = "7";
  Request call = a_request();
  call.principal = Principal{.user_id = 0, .role = "service", .name = "rental", .scopes = {"all"}};
  const Operation rent{"rent", OperationKind::command, for_owners("rental.write")};
  const Operation status{"status", OperationKind::query, Rule{"", {}}, true};
  return {
      {"request", a_request()},
      {"request.service", call},
      {"request.bare", Request{.id = "7",
                               .to = "view",
                               .op = "summary",
                               .key = {},
                               .token = {},
                               .traceparent = {},
                               .principal = {},
                               .after = {}}},
      {"reply", an_applied_reply()},
      {"reply.refused", refused},
      {"reply.bare", nothing_changed},
      {"ready", Ready{"rental", instance, epoch, 4096, {rent, status}}},
      {"heartbeat", Heartbeat{instance, true, 17, {{"book", {epoch, 4}}}}},
      {"drain", Drain{instance}},
      {"bye", Bye{instance}},
      {"reset", Reset{}},
      {"fetch", Fetch{"8", "rental", epoch, 16, "00ff", 1000, "a.token", a_request().principal}},
      {"fetch.bare", Fetch{"8", "rental", {}, 0, {}, 1000, {}, {}}},
      {"events", Events{"8", "rental", epoch, 17, 18, false, {an_event, an_event}}},
      {"events.hint", Events{{}, "rental", epoch, 19, 18, false, {}, std::string(64, 'a')}},
      {"events.rewound", Events{"8", "rental", epoch, 40, 18, true, {}}},
  };
}

}  // namespace bookrent::golden
