// The breaker as a value: the test tells it the time.
#include "daemons/rental/adapters/breaker.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <utility>

namespace bookrent::rental {
namespace {

using namespace std::chrono_literals;
using clock::Milliseconds;

/// A breaker, the time, and the calls that nobody has answered.
class Line {
 public:
  explicit Line(const BreakerLimits& limits = {}) : breaker(limits, 7) {}

  std::int64_t ask() {
    breaker.asked(++asked_, now);
    waiting.insert(asked_);
    return asked_;
  }
  void ask(int times) {
    for (int i = 0; i < times; ++i) ask();
  }
  void answer(std::int64_t call) {
    breaker.answered(call, now);
    waiting.erase(call);
  }
  void answer_all() {
    for (const std::int64_t call : std::exchange(waiting, {})) breaker.answered(call, now);
  }
  void fail_all() {
    for (const std::int64_t call : waiting) breaker.failed(call, now);
  }
  void pass(Milliseconds time) {
    now += time;
    for (const std::int64_t call : breaker.take_overdue(now)) breaker.slow(call, now);
  }
  BreakerState state() { return breaker.state(now); }
  Milliseconds refused_for() { return breaker.refuses(now).value_or(Milliseconds{0}); }
  void open() {
    ask(20);
    pass(800ms);
  }
  void half_open() {
    open();
    pass(5'500ms);
  }

  Breaker breaker;
  Breaker::Time now{std::chrono::hours{1}};
  std::set<std::int64_t> waiting;

 private:
  std::int64_t asked_ = 0;
};

TEST(Breaker, is_closed_while_calls_are_answered) {
  Line line;
  for (int i = 0; i < 1'000; ++i) line.answer(line.ask());
  EXPECT_EQ(line.state(), BreakerState::closed);
  EXPECT_FALSE(line.breaker.refuses(line.now));
}

TEST(Breaker, opens_when_half_of_twenty_calls_have_failed) {
  Line line;
  for (int i = 0; i < 10; ++i) line.answer(line.ask());
  line.ask(9);
  line.fail_all();
  EXPECT_EQ(line.state(), BreakerState::closed);
  line.ask();
  line.fail_all();
  EXPECT_EQ(line.state(), BreakerState::open);
}

TEST(Breaker, opens_at_800_ms_although_the_calls_take_longer) {
  Line line;
  line.ask(20);
  line.pass(799ms);
  EXPECT_EQ(line.state(), BreakerState::closed);
  EXPECT_EQ(line.breaker.wake_at(), line.now + 1ms);
  line.pass(1ms);
  EXPECT_EQ(line.state(), BreakerState::open);
}

TEST(Breaker, stays_closed_below_60_percent_of_slow_calls) {
  Line line;
  line.ask(11);
  line.pass(800ms);
  for (int i = 0; i < 9; ++i) line.answer(line.ask());
  EXPECT_EQ(line.state(), BreakerState::closed);
}

TEST(Breaker, says_nothing_of_fewer_than_twenty_calls) {
  Line line;
  line.ask(19);
  line.pass(5s);
  EXPECT_EQ(line.state(), BreakerState::closed);
}

TEST(Breaker, forgets_what_is_more_than_ten_seconds_old) {
  Line line;
  line.ask(19);
  line.fail_all();
  line.answer_all();
  line.pass(10s);
  line.ask();
  line.fail_all();
  EXPECT_EQ(line.state(), BreakerState::closed);
}

TEST(Breaker, counts_a_call_once_whatever_its_repeats_meet) {
  Line line;
  const std::int64_t call = line.ask();
  for (int i = 0; i < 100; ++i) {
    line.breaker.asked(call, line.now);
    line.breaker.failed(call, line.now);
    line.pass(50ms);
  }
  EXPECT_EQ(line.state(), BreakerState::closed);
  EXPECT_EQ(line.breaker.in_flight(), 1U);
}

TEST(Breaker, turns_away_for_the_time_that_it_stays_open) {
  Line line;
  line.open();
  EXPECT_EQ(line.refused_for(), 5s);
  line.pass(3s);
  EXPECT_GE(line.refused_for(), 2s);
  EXPECT_LE(line.refused_for(), 2'500ms);
}

TEST(Breaker, lets_three_calls_through_when_half_open) {
  Line line;
  line.half_open();
  EXPECT_EQ(line.state(), BreakerState::half_open);
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(line.breaker.refuses(line.now));
    line.ask();
  }
  EXPECT_EQ(line.refused_for(), 1s);
}

TEST(Breaker, closes_when_most_of_the_three_are_answered_in_time) {
  Line line;
  line.half_open();
  line.ask(1);
  line.answer(line.ask());
  EXPECT_EQ(line.state(), BreakerState::half_open);
  line.answer(line.ask());
  EXPECT_EQ(line.state(), BreakerState::closed);
  EXPECT_FALSE(line.breaker.refuses(line.now));
}

TEST(Breaker, takes_a_lost_probe_for_a_failure) {
  Line line;
  line.half_open();
  line.ask(2);
  line.pass(800ms);
  EXPECT_EQ(line.state(), BreakerState::open);
}

TEST(Breaker, gives_the_place_of_a_probe_that_was_never_made_to_another) {
  Line line;
  line.half_open();
  line.ask(2);
  const std::int64_t undone = line.ask();
  line.breaker.forget(undone);
  EXPECT_FALSE(line.breaker.refuses(line.now));
}

TEST(Breaker, ignores_what_became_of_calls_from_before_it_opened) {
  Line line;
  line.half_open();
  line.answer_all();
  EXPECT_EQ(line.state(), BreakerState::half_open);
  line.ask(2);
  line.answer_all();
  EXPECT_EQ(line.state(), BreakerState::closed);
  EXPECT_EQ(line.breaker.in_flight(), 0U);
}

TEST(Breaker, stays_open_twice_as_long_each_time_while_payment_is_silent_up_to_a_minute) {
  Line line;
  line.half_open();
  for (const Milliseconds expected : {10s, 20s, 40s, 60s, 60s}) {
    line.ask(2);
    line.pass(800ms);
    ASSERT_EQ(line.state(), BreakerState::open);
    line.pass(expected - 1ms);
    EXPECT_EQ(line.state(), BreakerState::open);
    EXPECT_LE(line.refused_for(), 5s);
    line.pass(expected / 10 + 1ms);
    EXPECT_EQ(line.state(), BreakerState::half_open);
  }
}

TEST(Breaker, tries_again_at_once_when_payment_breaks_a_long_silence) {
  Line line;
  line.half_open();
  line.ask(2);
  line.pass(800ms);
  line.pass(6s);
  EXPECT_EQ(line.state(), BreakerState::open);
  line.answer(*line.waiting.begin());
  EXPECT_EQ(line.state(), BreakerState::half_open);
}

TEST(Breaker, takes_no_more_than_2048_calls_on) {
  Line line({.calls_min = 10'000});
  line.ask(2'047);
  EXPECT_FALSE(line.breaker.refuses(line.now));
  const std::int64_t last = line.ask();
  EXPECT_EQ(line.refused_for(), 1s);
  line.answer(last);
  EXPECT_FALSE(line.breaker.refuses(line.now));
}

TEST(Breaker, does_not_count_calls_from_before_it_was_there) {
  Line line;
  for (std::int64_t call = 100; call < 200; ++call) line.breaker.resumed(call);
  line.pass(1s);
  for (std::int64_t call = 100; call < 200; ++call) line.breaker.failed(call, line.now);
  EXPECT_EQ(line.state(), BreakerState::closed);
  EXPECT_EQ(line.breaker.in_flight(), 100U);
}

// ---- whatever happens
// ----------------------------------------------------------------------------

constexpr BreakerLimits small{.calls_min = 4, .in_flight_max = 12};

/// Customers, payment and time do as chance will; a customer who is turned away goes.
Line any_history() {
  Line line(small);
  int probes = 0;
  for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 10))) {
    const BreakerState before = line.state();
    if (step < 4 && !line.breaker.refuses(line.now)) {
      line.ask();
      if (before == BreakerState::half_open) ++probes;
    } else if (step < 6 && !line.waiting.empty()) {
      line.answer(*rc::gen::elementOf(line.waiting));
    } else if (step < 7 && !line.waiting.empty()) {
      line.breaker.failed(*rc::gen::elementOf(line.waiting), line.now);
    } else {
      line.pass(Milliseconds{*rc::gen::inRange(0, 3'000)});
    }
    if (line.state() != BreakerState::half_open) probes = 0;
    RC_ASSERT(probes <= small.probes);
    RC_ASSERT(line.breaker.in_flight() == line.waiting.size());
    RC_ASSERT(line.breaker.in_flight() <= small.in_flight_max);
    RC_ASSERT(line.breaker.wake_at() > line.now);
  }
  return line;
}

TEST(Breaker, whatever_happened_tells_whoever_it_turns_away_to_come_back_soon) {
  EXPECT_TRUE(rc::check([] {
    Line line = any_history();
    const auto time = line.breaker.refuses(line.now);
    RC_ASSERT(!time || (*time > 0ms && *time <= 5s));
    RC_ASSERT(line.state() != BreakerState::open || time);
  }));
}

TEST(Breaker, P8_whatever_happened_is_closed_within_ten_seconds_of_the_banks_recovery) {
  EXPECT_TRUE(rc::check([] {
    Line line = any_history();
    const Breaker::Time recovered = line.now;
    line.pass(1s);  // rentals that wait ask again each second
    line.answer_all();
    while (line.state() != BreakerState::closed) {
      if (!line.breaker.refuses(line.now)) line.ask();
      line.pass(10ms);
      line.answer_all();
    }
    RC_ASSERT(line.now - recovered < 10s);
  }));
}

TEST(Breaker, P8_is_open_within_two_seconds_of_load_that_nobody_answers) {
  EXPECT_TRUE(rc::check([] {
    Line line;
    const Milliseconds between{*rc::gen::inRange(0, 60)};
    const Breaker::Time began = line.now;
    while (line.state() == BreakerState::closed) {
      if (!line.breaker.refuses(line.now)) line.ask();
      line.pass(std::max(between, 1ms));
    }
    RC_ASSERT(line.now - began < 2s);
  }));
}

}  // namespace
}  // namespace bookrent::rental
