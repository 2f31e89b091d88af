#include "common/audit/log_entry.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "common/audit/json_text.hpp"
#include "common/eventlog/envelope.hpp"

namespace bookrent::audit {
namespace {

std::string rented() {
  return eventlog::envelope({"bookrent.rental.rented.v1", "rental/7", "user:3", "",
                             R"({"rental_id":7,"book":"a \"title\":","authors":["a]","b"]})"},
                            "rental", 17, clock::Instant{});
}

TEST(LogEntry, of_a_stored_event_is_read_without_parsing_it) {
  const std::string event = rented();
  const auto entry = EntryReader("rental").read(event, 17);
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->type, "bookrent.rental.rented.v1");
  EXPECT_EQ(entry->subject, "rental/7");
  EXPECT_EQ(field(entry->data, "authors"), R"(["a]","b"])");
  EXPECT_EQ(entry->data.data() + entry->data.size() + 1, event.data() + event.size());
}

TEST(LogEntry, of_somebody_whose_name_had_to_be_escaped_is_read_too) {
  const std::string event = eventlog::envelope(
      {"t", "rental/7", R"(a","datacontenttype":"application/json","data":{"rental_id":9}})",
       "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01", R"({"rental_id":7})"},
      "rental", 17, clock::Instant{});
  EntryReader reader("rental");
  const auto entry = reader.read(event, 17);
  ASSERT_TRUE(entry.has_value()) << entry.error();
  EXPECT_EQ(entry->data, R"({"rental_id":7})");
}

TEST(LogEntry, is_about_what_its_whole_subject_says) {
  const LogEntry entry{1, {}, "rental/7", {}};
  EXPECT_TRUE(entry.is_about("rental", 7));
  EXPECT_FALSE(entry.is_about("rental", 70));
  EXPECT_FALSE(entry.is_about("rent", 7));
  EXPECT_FALSE((LogEntry{1, {}, "rental/70", {}}.is_about("rental", 7)));
}

TEST(LogEntry, tells_an_event_that_stands_at_another_place) {
  EntryReader reader("rental");
  EXPECT_NE(reader.read(rented(), 18).error().find("rental:17"), std::string::npos);
  EXPECT_NE(EntryReader("payment").read(rented(), 17).error().find("rental:17"), std::string::npos);
  EXPECT_FALSE(reader.read("not JSON", 17));
}

TEST(LogEntry, in_an_unusual_but_valid_form_is_read_too) {
  const std::string event =
      R"({"data":{"rental_id":7},"id":"rental:1","source":"rental","specversion":"1.0",)"
      R"("subject":"rental/7","time":"2026-12-01T00:00:00.000Z","type":"t"})";
  EntryReader reader("rental");
  const auto entry = reader.read(event, 1);
  ASSERT_TRUE(entry.has_value()) << entry.error();
  EXPECT_EQ(integer_field(entry->data, "rental_id"), 7);
}

TEST(JsonText, fields_are_found_and_values_are_not_taken_for_them) {
  const std::string_view object =
      R"({"book":"a \"rental_id\":9","authors":["a]","b"],"rental_id":7,"gone":null})";
  EXPECT_EQ(integer_field(object, "rental_id"), 7);
  EXPECT_EQ(field(object, "authors"), R"(["a]","b"])");
  EXPECT_EQ(unescaped_json(*field(object, "book")), R"(a "rental_id":9)");
  EXPECT_EQ(unescaped_json(R"(\q)"), R"(\q)");
  EXPECT_FALSE(field(object, "missing"));
  EXPECT_FALSE(integer_field(object, "gone"));
}

TEST(JsonText, where_there_is_nothing_nothing_is_found) {
  EXPECT_FALSE(integer_field({}, "rental_id"));
  EXPECT_FALSE(field("{}", "rental_id"));
}

TEST(JsonText, fields_come_one_after_the_other_whatever_their_values_are) {
  Fields fields(
      R"({"a":"x \"b\":9","end":"\\","ends":"\\\"","list":["p]",{"q":1}],"inner":{"r":"}","s":2},"n":-7,"gone":null,"e":""})");
  std::vector<std::pair<std::string, std::string>> read;
  while (fields.next()) read.emplace_back(fields.name(), fields.value());
  const decltype(read) wanted{{"a", R"(x \"b\":9)"},
                              {"end", R"(\\)"},
                              {"ends", R"(\\\")"},
                              {"list", R"(["p]",{"q":1}])"},
                              {"inner", R"({"r":"}","s":2})"},
                              {"n", "-7"},
                              {"gone", "null"},
                              {"e", ""}};
  EXPECT_EQ(read, wanted);
}

TEST(JsonText, fields_end_where_the_text_does) {
  for (const char* text : {"", "{}", "[1]", R"({"a)", R"({"a")", R"({"a":)", R"({"a":"x)"})
    EXPECT_FALSE(Fields(text).next()) << text;
}

}  // namespace
}  // namespace bookrent::audit
