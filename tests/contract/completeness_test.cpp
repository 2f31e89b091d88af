// Nothing on the wire is without its golden file, and no golden file without its test.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "tests/contract/examples.hpp"
#include "tests/contract/golden_file.hpp"

namespace bookrent::golden {
namespace {

using Names = std::set<std::string>;

/// The structs whose codec a context's *_json.cpp makes, by macro or by hand.
Names codecs_in(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const std::string text(std::istreambuf_iterator<char>{stream}, {});
  const std::regex codec(
      R"(\n(?:BOOKRENT_CONTRACT_(?:CODEC|EVENT)\(|std::string encode\(const )(\w+))");
  Names names;
  for (std::sregex_iterator found(text.begin(), text.end(), codec), end; found != end; ++found)
    names.insert((*found)[1]);
  return names;
}

TEST(Completeness, every_codec_of_every_context_has_an_example) {
  Names contexts;
  for (const Chapter& chapter : all_examples()) {
    Names examples;
    for (const Example& example : chapter.examples) examples.insert(example.name);
    EXPECT_EQ(codecs_in(std::filesystem::path(BOOKRENT_CONTRACT_SOURCES) /
                        (chapter.context + "_json.cpp")),
              examples);
    contexts.insert(chapter.context + "_json.cpp");
  }
  for (const auto& entry : std::filesystem::directory_iterator(BOOKRENT_CONTRACT_SOURCES)) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(!name.ends_with("_json.cpp") || contexts.contains(name)) << name;
  }
}

TEST(Completeness, every_golden_file_of_a_context_is_one_that_a_test_compares) {
  Names expected;
  for (const auto& [context, examples] : all_examples()) {
    for (const char* name : {"/words.json", "/event_types.json", "/ready.json"})
      expected.insert(context + name);
    for (const Example& example : examples)
      for (const char* ending : {".json", ".bare.json"})
        expected.insert(context + "/" + example.name + ending);
  }
  for (const std::string& name : golden_names())
    EXPECT_TRUE(name.starts_with("message/") || name.starts_with("eventlog/") ||
                expected.contains(name))
        << "tests/contract/golden/" << name << " belongs to no message";
}

}  // namespace
}  // namespace bookrent::golden
