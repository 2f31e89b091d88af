#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <string_view>

#include "cli/render/local_time.hpp"
#include "cli/render/suggest.hpp"
#include "common/contract/money.hpp"

namespace bookrent::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Grouped, puts_a_comma_between_thousands) {
  EXPECT_EQ(contract::grouped(0), "0");
  EXPECT_EQ(contract::grouped(999), "999");
  EXPECT_EQ(contract::grouped(1000), "1,000");
  EXPECT_EQ(contract::grouped(123456), "123,456");
  EXPECT_EQ(contract::grouped(std::numeric_limits<std::uint64_t>::max()),
            "18,446,744,073,709,551,615");
}

// Runs a test in a time zone given as a POSIX TZ string, which needs no zone files.
class LocalTime : public ::testing::Test {
 protected:
  void TearDown() override { live_in("UTC0"); }

  static void live_in(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
  }
};

TEST_F(LocalTime, is_that_of_the_time_zone) {
  live_in("KST-9");
  EXPECT_EQ(local_time("2026-11-22T08:05:00Z"), "2026-11-22 17:05");
  EXPECT_EQ(local_time("2026-12-31T15:00:00Z"), "2027-01-01 00:00");
  EXPECT_EQ(local_time_exactly("2026-11-22T08:05:03.042Z"), "2026-11-22 17:05:03.042");
  EXPECT_EQ(local_time_exactly("2026-11-22T08:05:03Z"), "2026-11-22 17:05:03.000");
}

TEST_F(LocalTime, follows_daylight_saving) {
  live_in("EST5EDT,M3.2.0,M11.1.0");
  EXPECT_EQ(local_time("2026-01-15T12:00:00Z"), "2026-01-15 07:00");
  EXPECT_EQ(local_time("2026-07-15T12:00:00Z"), "2026-07-15 08:00");
}

TEST_F(LocalTime, drops_seconds_and_their_fraction) {
  live_in("UTC0");
  EXPECT_EQ(local_time("2026-11-22T08:05:59.999Z"), "2026-11-22 08:05");
}

TEST_F(LocalTime, reaches_far_years) {
  live_in("UTC0");
  EXPECT_EQ(local_time("1969-12-31T23:59:59Z"), "1969-12-31 23:59");
  EXPECT_EQ(local_time("9999-12-31T23:59:59Z"), "9999-12-31 23:59");
}

TEST_F(LocalTime, gives_back_what_it_cannot_read) {
  for (const char* text :
       {"", "soon", "2026-11-22", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T08:05:00", "2026-11-22T08:05:00+09:00", "2026-11-22T08:05:00.Z"}) {
    EXPECT_EQ(local_time(text), text);
  }
  EXPECT_EQ(local_time("\x1b[2J"), "\uFFFD[2J");
}

constexpr std::array<std::string_view, 9> verbs = {"rent",   "rental", "return", "cancel", "status",
                                                   "search", "event",  "up",     "대여"};

TEST(Suggest, finds_a_letter_missing_extra_wrong_or_swapped) {
  EXPECT_THAT(suggest("cancl", verbs), ElementsAre("cancel"));
  EXPECT_THAT(suggest("cancell", verbs), ElementsAre("cancel"));
  EXPECT_THAT(suggest("cansel", verbs), ElementsAre("cancel"));
  EXPECT_THAT(suggest("cacnel", verbs), ElementsAre("cancel"));
  EXPECT_THAT(suggest("sttaus", verbs), ElementsAre("status"));
}

TEST(Suggest, puts_the_nearest_first) {
  EXPECT_THAT(suggest("rentl", verbs), ElementsAre("rent", "rental"));
  EXPECT_THAT(suggest("renal", verbs), ElementsAre("rental", "rent"));
}

TEST(Suggest, is_strict_with_short_words) {
  EXPECT_THAT(suggest("pu", verbs), ElementsAre("up"));
  EXPECT_THAT(suggest("u", verbs), ElementsAre("up"));
  EXPECT_THAT(suggest("xyz", verbs), IsEmpty());
  EXPECT_THAT(suggest("rnt", verbs), ElementsAre("rent"));
  EXPECT_THAT(suggest("ret", verbs), ElementsAre("rent"));
}

TEST(Suggest, ignores_capitals) { EXPECT_THAT(suggest("STATUS", verbs), ElementsAre("status")); }

TEST(Suggest, counts_letters_and_not_bytes) {
  EXPECT_THAT(suggest("대어", verbs), ElementsAre("대여"));
}

TEST(Suggest, is_silent_when_nothing_is_near) {
  EXPECT_THAT(suggest("subscribe", verbs), IsEmpty());
  EXPECT_THAT(suggest("", verbs), IsEmpty());
  EXPECT_THAT(suggest("x", std::array<std::string_view, 1>{"y"}), IsEmpty());
  EXPECT_THAT(suggest("rent", {}), IsEmpty());
}

TEST(Suggest, names_three_at_most) {
  constexpr std::array<std::string_view, 5> names = {"book1", "book2", "book3", "book4", "book"};
  EXPECT_THAT(suggest("book", names), ElementsAre("book", "book1", "book2"));
}

}  // namespace
}  // namespace bookrent::cli
