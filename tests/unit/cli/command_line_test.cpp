#include "cli/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace bookrent::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Words = std::vector<std::string>;

/// What is asked for by these words behind `bookrent`.
struct Read {
  std::expected<Invocation, int> invocation;
  std::string err;
};

Read read(Words words) {
  words.insert(words.begin(), "bookrent");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  testing::internal::CaptureStderr();
  auto invocation = read_command_line(static_cast<int>(argv.size()), argv.data());
  return {std::move(invocation), testing::internal::GetCapturedStderr()};
}

std::string refusal(Words words) {
  const auto read = cli::read(std::move(words));
  EXPECT_FALSE(read.invocation);
  EXPECT_EQ(read.invocation ? 0 : read.invocation.error(), 64);
  return read.err;
}

TEST(CommandLine, tells_programs_in_json_what_is_wrong) {
  const std::string line = refusal({"--json", "rnet", "1"});
  const auto json = nlohmann::json::parse(line);
  EXPECT_EQ(json["code"], "invalid");
  EXPECT_THAT(json["message"].get<std::string>(), HasSubstr("did you mean rent?"));
  EXPECT_THAT(refusal({"rent", "x", "--json"}), StartsWith("{"));
}

}  // namespace
}  // namespace bookrent::cli
