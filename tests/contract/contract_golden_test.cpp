// The JSON of every command, query, reply and event: written as in its golden file, read back from
// it, and refused by the name of the field when something is wrong with one.
#include <gtest/gtest.h>

#include <limits>

#include "tests/contract/examples.hpp"
#include "tests/contract/golden_file.hpp"
#include "tests/contract/mutations.hpp"

namespace bookrent::golden {
namespace {

using Work = std::function<void(const Example& example, const std::string& file)>;

/// Does `work` with each example, and says which one it was when something fails there.
void for_all(const std::string& ending, const Work& work) {
  for (const Chapter& chapter : all_examples())
    for (const Example& example : chapter.examples) {
      const std::string file = chapter.context + "/" + example.name + ending;
      SCOPED_TRACE(file);
      work(example, file);
    }
}
const std::string filled = ".json";
const std::string least = ".bare.json";

void expect_refused(const Example& example, const Json& json, const Place& place) {
  const auto read = example.read_and_write(json.dump());
  ASSERT_FALSE(read) << json;
  EXPECT_TRUE(names_field(read.error(), place)) << place << ": " << read.error();
}

/// Each place of each filled example that `fits`, with each value that `wrong` gives for it.
void expect_refused_everywhere(const std::function<std::vector<Json>(const Json&)>& wrong) {
  for_all(filled, [&](const Example& example, const std::string& file) {
    const Json golden = Json::parse(golden_text(file));
    for (const Place& place : places(golden))
      for (const Json& value : wrong(golden[place]))
        expect_refused(example, with(golden, place, value), place);
  });
}

bool is_word_or_instant(const std::string& text) {
  if (clock::parse_rfc3339(text)) return true;
  for (const Chapter& chapter : all_examples())
    if (const std::string words = golden_text(chapter.context + "/words.json");
        words.find('"' + text + '"') != std::string::npos)
      return true;
  return false;
}

TEST(ContractGolden, each_message_is_written_as_in_its_file) {
  for_all(filled, [](const Example& example, const std::string& file) {
    expect_golden(file, example.text);
  });
}

TEST(ContractGolden, each_message_without_its_optional_fields_is_as_in_its_file) {
  for_all(least, [](const Example& example, const std::string& file) {
    const auto reads = [&](const Json& json) {
      return example.read_and_write(json.dump()).has_value();
    };
    expect_golden(file, bare(Json::parse(example.text), reads).dump());
  });
}

TEST(ContractGolden, each_file_is_read_and_written_again_to_the_same_bytes) {
  for (const std::string& ending : {filled, least})
    for_all(ending, [](const Example& example, const std::string& file) {
      EXPECT_EQ(example.read_and_write(golden_text(file)), golden_text(file));
    });
}

TEST(ContractGolden, fields_that_are_not_known_are_passed_over) {
  for_all(filled, [](const Example& example, const std::string& file) {
    Json json = Json::parse(golden_text(file));
    json["색"] = {{"name", "파랑"}, {"rgb", {0, 0, 255}}};
    EXPECT_EQ(example.read_and_write(json.dump()), golden_text(file));
  });
}

TEST(ContractGolden,
     without_one_field_a_message_is_read_when_that_is_optional_else_refused_by_name) {
  for_all(filled, [](const Example& example, const std::string& file) {
    const Json golden = Json::parse(golden_text(file));
    const Json required = Json::parse(golden_text(file.substr(0, file.size() - 5) + ".bare.json"));
    for (const Place& place : field_places(golden)) {
      if (required.contains(place)) {
        expect_refused(example, without(golden, place), place);
        expect_refused(example, with(golden, place, nullptr), place);
      } else {
        EXPECT_TRUE(example.read_and_write(without(golden, place).dump())) << place;
      }
    }
  });
}

TEST(ContractGolden, a_value_of_another_kind_is_refused_by_the_fields_name) {
  expect_refused_everywhere(values_of_other_kinds);
}

TEST(ContractGolden, a_nul_in_a_text_is_refused_by_the_fields_name) {
  expect_refused_everywhere([](const Json& value) -> std::vector<Json> {
    if (!value.is_string()) return {};
    return {std::string("홍\0길동", 7)};
  });
}

TEST(ContractGolden, an_unknown_word_or_a_malformed_instant_is_refused_by_the_fields_name) {
  expect_refused_everywhere([](const Json& value) -> std::vector<Json> {
    if (!value.is_string() || !is_word_or_instant(value.get<std::string>())) return {};
    return {"", "모름", "2026-13-01T00:00:00Z"};
  });
}

TEST(ContractGolden, a_number_that_fits_no_64_bits_is_refused_by_the_fields_name) {
  expect_refused_everywhere([](const Json& value) -> std::vector<Json> {
    if (!value.is_number_integer()) return {};
    return {std::numeric_limits<std::uint64_t>::max()};
  });
}

TEST(ContractGolden, what_is_no_json_object_is_refused) {
  for_all(filled, [](const Example& example, const std::string&) {
    for (const char* text : {"", "null", "7", "[]", "\"RentBook\"", "{", "{}}"})
      EXPECT_FALSE(example.read_and_write(text)) << text;
  });
}

}  // namespace
}  // namespace bookrent::golden
