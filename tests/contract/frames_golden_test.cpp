// Every kind of message with its frames, a line each: the kind, the header, the payload.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/contract/frame_examples.hpp"
#include "tests/contract/golden_file.hpp"
#include "tests/contract/mutations.hpp"

namespace bookrent::golden {
namespace {

using namespace message;

std::string file_of(const FrameExample& example) { return "message/" + example.name + ".txt"; }

std::string lines(const Parts& parts) { return fmt::format("{}", fmt::join(parts, "\n")); }

Parts parts_in(const std::string& file) {
  Parts parts;
  std::istringstream text(golden_text(file));
  for (std::string line; std::getline(text, line);) parts.push_back(line);
  return parts;
}

/// `parts` with another header.
Parts with_header(Parts parts, const Json& header) {
  parts.at(1) = header.dump();
  return parts;
}

TEST(FramesGolden, each_message_is_framed_as_in_its_file) {
  for (const FrameExample& example : frame_examples())
    expect_golden(file_of(example), lines(encode(example.content)));
}

TEST(FramesGolden, each_file_is_read_as_the_message_that_was_framed) {
  for (const FrameExample& example : frame_examples()) {
    SCOPED_TRACE(file_of(example));
    const auto read = decode(parts_in(file_of(example)));
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(*read, example.content);
    EXPECT_EQ(lines(encode(*read)), golden_text(file_of(example)));
  }
}

TEST(FramesGolden, each_kind_of_message_has_a_file) {
  std::set<std::size_t> kinds;
  for (const FrameExample& example : frame_examples()) kinds.insert(example.content.index());
  EXPECT_EQ(kinds.size(), std::variant_size_v<Message>);
}

TEST(FramesGolden, header_fields_that_are_not_known_are_passed_over) {
  for (const FrameExample& example : frame_examples()) {
    Parts parts = parts_in(file_of(example));
    Json header = Json::parse(parts[1]);
    header["색"] = {{"name", "파랑"}};
    EXPECT_EQ(decode(with_header(parts, header)).value(), example.content);
  }
}

/// The required fields of each kind's header; it can do without any other.
const std::map<std::string, std::set<std::string>> required_fields = {
    {"BR1 request", {"id", "to", "op", "role"}},
    {"BR1 reply", {"id", "outcome"}},
    {"BR1 ready", {"context", "instance", "operations", "op", "roles"}},
    {"BR1 fetch", {"id", "to", "role"}},
    {"BR1 events", {"source"}},
};

bool is_required(const std::string& kind, const Place& place) {
  const auto fields = required_fields.find(kind);
  return fields != required_fields.end() && fields->second.contains(place.back());
}

void expect_refused(const Parts& parts, const Place& place) {
  const auto read = decode(parts);
  ASSERT_FALSE(read) << parts[1];
  EXPECT_TRUE(names_field(read.error().what, place)) << place << ": " << read.error().what;
}

TEST(FramesGolden, without_a_required_header_field_a_message_is_refused_by_the_fields_name) {
  for (const FrameExample& example : frame_examples()) {
    SCOPED_TRACE(file_of(example));
    const Parts parts = parts_in(file_of(example));
    const Json header = Json::parse(parts[1]);
    for (const Place& place : field_places(header)) {
      const Parts fewer = with_header(parts, without(header, place));
      if (is_required(parts[0], place))
        expect_refused(fewer, place);
      else
        EXPECT_TRUE(decode(fewer)) << place;
    }
  }
}

TEST(FramesGolden, a_header_field_of_another_kind_is_refused_by_the_fields_name) {
  for (const FrameExample& example : frame_examples()) {
    SCOPED_TRACE(file_of(example));
    const Parts parts = parts_in(file_of(example));
    const Json header = Json::parse(parts[1]);
    for (const Place& place : places(header)) {
      if (place.parent_pointer() == Place{"/error/details"}) continue;  // anything may stand there
      for (const Json& value : values_of_other_kinds(header[place]))
        expect_refused(with_header(parts, with(header, place, value)), place);
    }
  }
}

TEST(FramesGolden, a_refused_request_is_answered_under_its_id) {
  const Parts parts = parts_in("message/request.txt");
  const Json header = without(Json::parse(parts[1]), Place{"/to"});
  EXPECT_EQ(decode(with_header(parts, header)).error().id, "7");
}

TEST(FramesGolden, a_stored_reply_is_as_in_its_file_and_comes_back) {
  for (Reply reply : {an_applied_reply(), error_reply("7", an_error())}) {
    const std::string file = reply.error ? "message/stored_reply.refused.txt"  //
                                         : "message/stored_reply.txt";
    expect_golden(file, stored_form(reply));
    reply.id.clear();
    EXPECT_EQ(from_stored_form(golden_text(file)).value(), reply);
  }
}

TEST(FramesGolden, the_codes_of_errors_are_as_in_their_file) {
  Json codes = Json::array();
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
    codes.push_back(text_of(static_cast<ErrorCode>(code)));
    EXPECT_EQ(error_code(codes.back().get<std::string>()), static_cast<ErrorCode>(code));
  }
  expect_golden("message/error_codes.json", codes.dump());
}

}  // namespace
}  // namespace bookrent::golden
