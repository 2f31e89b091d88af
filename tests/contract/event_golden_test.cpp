// An event in its CloudEvents envelope, and the chain over such events: what is stored for ever.
#include <gtest/gtest.h>

#include <set>

#include "common/eventlog/chain.hpp"
#include "common/eventlog/envelope.hpp"
#include "tests/contract/examples.hpp"
#include "tests/contract/golden_file.hpp"
#include "tests/contract/mutations.hpp"

namespace bookrent::golden {
namespace {

using namespace eventlog;

const std::string filled_event = "eventlog/envelope.json";
const std::string bare_event = "eventlog/envelope.bare.json";

NewEvent rented() {
  return {.type = "bookrent.rental.rented.v1",
          .subject = "rental/12",
          .actor = "user:3",
          .traceparent = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
          .data = R"({"rental_id":12,"title":"홍길동전"})"};
}

std::string enveloped(const NewEvent& event) {
  return envelope(event, "rental", 17, instant("2026-11-22T08:05:00.125Z"));
}

/// Reads an envelope and writes it again.
std::string read_and_written(std::string_view text) {
  const Event event = read_envelope(text).value();
  return envelope({.type = event.type,
                   .subject = event.subject,
                   .actor = event.actor,
                   .traceparent = event.traceparent,
                   .data = event.data},
                  event.source, event.sequence, event.time);
}

TEST(EventGolden, an_event_is_enveloped_as_in_its_file) {
  expect_golden(filled_event, enveloped(rented()));
  expect_golden(bare_event, enveloped({.type = "bookrent.book.withdrawn.v1",
                                       .subject = "book/7",
                                       .actor = {},
                                       .traceparent = {},
                                       .data = "{}"}));
}

TEST(EventGolden, each_file_is_read_and_written_again_to_the_same_bytes) {
  for (const std::string& file : {filled_event, bare_event})
    EXPECT_EQ(read_and_written(golden_text(file)), golden_text(file));
}

TEST(EventGolden, attributes_that_are_not_known_are_passed_over) {
  Json json = Json::parse(golden_text(filled_event));
  json["색"] = "파랑";
  EXPECT_EQ(read_and_written(json.dump()), golden_text(filled_event));
}

TEST(EventGolden, without_a_required_attribute_an_event_is_refused_by_its_name) {
  const std::set<std::string> required = {"specversion", "id", "source", "type", "time", "data"};
  const Json golden = Json::parse(golden_text(filled_event));
  for (const auto& [name, value] : golden.items()) {
    const Place place = Place{} / name;
    const auto missing = read_envelope(without(golden, place).dump());
    const auto wrong = read_envelope(with(golden, place, 7).dump());
    EXPECT_EQ(missing.has_value(), !required.contains(name)) << name;
    if (missing) continue;
    EXPECT_TRUE(names_field(missing.error(), place)) << missing.error();
    ASSERT_FALSE(wrong) << name;
    EXPECT_TRUE(names_field(wrong.error(), place)) << wrong.error();
  }
}

TEST(EventGolden, the_chain_over_two_events_is_as_in_its_file) {
  const Chain first = next_chain({}, golden_text(filled_event));
  expect_golden("eventlog/chain.txt",
                hex(first) + "\n" + hex(next_chain(first, golden_text(bare_event))));
}

}  // namespace
}  // namespace bookrent::golden
