#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

#include "tests/bench/load/command_line.hpp"

namespace bookrent::bench {
namespace {

using namespace std::chrono_literals;

std::expected<Options, int> read(std::initializer_list<std::string> words) {
  std::vector<std::string> all{"bookrent-bench"};
  all.insert(all.end(), words);
  std::vector<char*> argv;
  for (std::string& word : all) argv.push_back(word.data());
  return read_command_line(static_cast<int>(argv.size()), argv.data());
}

TEST(BenchCommandLine, has_a_closed_loop_of_ten_seconds_by_itself) {
  const auto options = read({});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->loop.in_flight, 64);
  EXPECT_FALSE(options->loop.rate);
  EXPECT_EQ(options->loop.duration, 10s);
  EXPECT_EQ(options->shape.mix, (Mix{40, 5, 35, 20}));
  EXPECT_FALSE(options->cast.among_real_data);
}

TEST(BenchCommandLine, reads_an_open_loop_and_a_demand) {
  const auto options = read({"--rate", "500", "--duration", "2m", "--mix", "rent=3,return=2",
                             "--zipf", "0.8", "--seed", "9", "--users", "50", "--books", "7"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->loop.rate, 500);
  EXPECT_EQ(options->loop.duration, 120s);
  EXPECT_EQ(options->shape.mix, (Mix{3, 0, 2, 0}));
  EXPECT_EQ(options->shape.zipf, 0.8);
  EXPECT_EQ(options->shape.seed, 9);
  EXPECT_EQ(options->cast.users, 50);
  EXPECT_EQ(options->cast.books, 7);
}

TEST(BenchCommandLine, refuses_what_makes_no_sense) {
  for (const auto& words : std::initializer_list<std::initializer_list<std::string>>{
           {"--in-flight", "0"},
           {"--in-flight", "5", "--rate", "5"},
           {"--duration", "1s", "--requests", "5"},
           {"--mix", "rent"},
           {"--mix", "rent=0,return=0"},
           {"--mix", "lend=1"},
           {"--zipf", "-1"},
           {"--users", "0"},
           {"more"}})
    EXPECT_EQ(read(words).error(), 64);
}

}  // namespace
}  // namespace bookrent::bench
