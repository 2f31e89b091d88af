#include <gtest/gtest.h>

#include <cstdlib>

#include "common/clock/calendar.hpp"
#include "common/clock/instant.hpp"

namespace bookrent::clock {
namespace {

Instant at(std::string_view text) { return *parse_rfc3339(text); }

TEST(Instant, survives_its_text_form) {
  for (const char* text : {"1970-01-01T00:00:00.000Z", "2026-11-22T08:05:09.123Z",
                           "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"})
    EXPECT_EQ(rfc3339(at(text)), text);
}

TEST(Instant, reads_text_without_decimals) {
  EXPECT_EQ(at("2026-11-22T08:05:09Z"), at("2026-11-22T08:05:09.000Z"));
}

TEST(Instant, refuses_what_is_not_an_instant) {
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T08:05:09", "2026-11-22 08:05:09Z", "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T08:05:09.1Z",
        "2026-11-22T08:05:09+09:00", "x026-11-22T08:05:09Z"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

class CalendarIn : public testing::Test {
 protected:
  void TearDown() override {
    ::unsetenv("TZ");
    ::tzset();
  }
};

TEST_F(CalendarIn, seoul_ends_the_day_nine_hours_before_utc) {
  ASSERT_TRUE(use_time_zone("Asia/Seoul"));
  EXPECT_EQ(rfc3339(end_of_day_after(at("2026-11-22T08:05:00Z"), 14)), "2026-12-06T14:59:59.000Z");
  EXPECT_EQ(rfc3339(end_of_day_after(at("2026-11-22T15:00:00Z"), 0)), "2026-11-23T14:59:59.000Z");
}

TEST_F(CalendarIn, berlin_counts_days_and_not_hours_across_summer_time) {
  ASSERT_TRUE(use_time_zone("Europe/Berlin"));
  EXPECT_EQ(rfc3339(end_of_day_after(at("2026-03-20T12:00:00Z"), 14)), "2026-04-03T21:59:59.000Z");
  EXPECT_EQ(rfc3339(end_of_day_after(at("2026-10-20T12:00:00Z"), 14)), "2026-11-03T22:59:59.000Z");
}

TEST_F(CalendarIn, month_and_year_end_are_crossed) {
  ASSERT_TRUE(use_time_zone("UTC"));
  EXPECT_EQ(local_date(end_of_day_after(at("2027-12-25T00:00:00Z"), 14)), "2028-01-08");
  EXPECT_EQ(local_date(end_of_day_after(at("2028-02-20T00:00:00Z"), 14)), "2028-03-05");
}

TEST_F(CalendarIn, an_unknown_zone_is_refused) {
  for (const char* zone : {"Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Asia"})
    EXPECT_FALSE(use_time_zone(zone)) << zone;
}

}  // namespace
}  // namespace bookrent::clock
