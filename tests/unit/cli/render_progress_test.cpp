#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/render/progress.hpp"
#include "cli/render/text.hpp"
#include "tests/unit/cli/render_pseudo_terminal.hpp"

namespace bookrent::cli {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class ProgressOnTerminal : public OnTerminal {};
class ProgressInPipe : public InPipe {};

TEST_F(ProgressOnTerminal, shows_itself_ten_times_a_second_at_most) {
  const Progress::TimePoint start{};
  Progress progress(terminal.screen(), "importing", 1000, start);
  int redraws = 0;
  for (int ms = 0; ms < 1000; ++ms) {
    progress.update(static_cast<std::uint64_t>(ms), start + milliseconds(ms));
    if (!terminal.shown().empty()) ++redraws;
  }
  EXPECT_EQ(redraws, 9);
}

TEST_F(ProgressOnTerminal, overwrites_its_longer_self_and_erases_it_at_the_end) {
  const Progress::TimePoint start{};
  {
    Progress progress(terminal.screen(), "importing", std::nullopt, start);
    progress.update(1000, start + seconds(1));
    EXPECT_EQ(terminal.shown(), "\rimporting  1,000  1,000/s");
    progress.update(1100, start + seconds(2));
    EXPECT_EQ(terminal.shown(), "\rimporting  1,100  550/s  ");
  }
  EXPECT_EQ(terminal.shown(), "\r" + std::string(23, ' ') + "\r");
}

TEST_F(ProgressOnTerminal, gives_way_to_a_message_and_comes_back) {
  const Progress::TimePoint start{};
  Progress progress(terminal.screen(), "importing", std::nullopt, start);
  progress.hide();
  EXPECT_EQ(terminal.shown(), "");
  progress.update(1, start + seconds(1));
  terminal.shown();
  progress.hide();
  EXPECT_EQ(terminal.shown(), "\r" + std::string(19, ' ') + "\r");
  progress.hide();
  EXPECT_EQ(terminal.shown(), "");
  progress.update(2, start + seconds(2));
  EXPECT_EQ(terminal.shown(), "\rimporting  2  1.0/s");
}

TEST_F(ProgressOnTerminal, fits_a_window_that_was_made_narrower) {
  const Progress::TimePoint start{};
  Progress progress(terminal.screen(), "importing", std::nullopt, start);
  terminal.resize(12);
  progress.update(5000, start + seconds(1));
  EXPECT_EQ(terminal.shown(), "\rimporting …");
}

TEST_F(ProgressOnTerminal, is_silent_about_short_work) {
  const Progress::TimePoint start{};
  {
    Progress progress(terminal.screen(), "importing", 10, start);
    progress.update(10, start + milliseconds(99));
  }
  EXPECT_EQ(terminal.shown(), "");
}

TEST_F(ProgressOnTerminal, a_status_line_is_written_over_cut_to_the_window_and_erased) {
  terminal.resize(12);
  {
    StatusLine line(terminal.screen());
    line.show("waiting 10 s");
    EXPECT_EQ(terminal.shown(), "\rwaiting 10…");
    line.show("9 s");
    EXPECT_EQ(terminal.shown(), "\r9 s        ");
  }
  EXPECT_EQ(terminal.shown(), "\r   \r");
}

TEST_F(ProgressInPipe, a_status_line_is_silent) {
  StatusLine(entrance()).show("waiting");
  EXPECT_TRUE(is_empty());
}

TEST_F(ProgressInPipe, is_silent) {
  const Progress::TimePoint start{};
  {
    Progress progress(entrance(), "importing", 10, start);
    progress.update(5, start + seconds(1));
  }
  EXPECT_TRUE(is_empty());
}

TEST(ProgressLine, tells_share_count_rate_and_time_left) {
  EXPECT_EQ(progress_line({"importing", 2500, 10000, seconds(5)}, 80),
            "importing   25%  [#####---------------]  2,500/10,000  500/s  0:15 left");
}

TEST(ProgressLine, tells_only_the_count_and_rate_when_the_total_is_unknown) {
  EXPECT_EQ(progress_line({"importing", 2500, std::nullopt, seconds(5)}, 80),
            "importing  2,500  500/s");
}

TEST(ProgressLine, claims_no_rate_before_time_has_passed) {
  EXPECT_EQ(progress_line({"importing", 0, 10, seconds(0)}, 30), "importing    0%  0/10");
}

TEST(ProgressLine, writes_slow_rates_and_long_times_out) {
  EXPECT_EQ(progress_line({"x", 29, 100, seconds(3600)}, 30), "x   29%  29/100  0.0/s  2:26…");
  EXPECT_EQ(progress_line({"x", 29, 100, seconds(3600)}, 40),
            "x   29%  29/100  0.0/s  2:26:54 left");
  EXPECT_EQ(progress_line({"x", 1, 1000000, hours(1)}, 40), "x    0%  1/1,000,000  0.0/s")
      << "nobody believes a time of years";
}

TEST(ProgressLine, ends_at_a_hundred_percent) {
  EXPECT_EQ(progress_line({"x", 10, 10, seconds(2)}, 60),
            "x  100%  [####################]  10/10  5.0/s  0:00 left");
  EXPECT_EQ(progress_line({"x", 12, 10, seconds(2)}, 40), "x  100%  12/10  6.0/s  0:00 left");
  EXPECT_EQ(progress_line({"x", 0, 0, seconds(2)}, 30), "x  100%  0/0  0.0/s");
}

TEST(ProgressLine, always_stays_short_of_the_last_column) {
  for (int columns = 0; columns <= 120; ++columns) {
    const ProgressState state{"책 가져오는 중", 123456, 9999999, seconds(77)};
    EXPECT_LT(text_width(progress_line(state, columns)), std::max(columns, 1));
  }
}

}  // namespace
}  // namespace bookrent::cli
