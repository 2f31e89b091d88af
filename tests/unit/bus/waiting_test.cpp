#include "common/bus/waiting.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>

#include "common/bus/socket.hpp"

namespace bookrent::bus {
namespace {

constexpr clock::Milliseconds at_once{0};
constexpr clock::Milliseconds long_enough{20'000};

/// A router that waits, and a peer that it knows.
class WaitingTest : public testing::Test {
 protected:
  WaitingTest() {
    router_.bind("inproc://waiting");
    peer_.connect("inproc://waiting");
    place_ = waiting_.add(router_.raw());
    say("hello");
    waiting_.wait(long_enough);
    known_ = router_.receive()->peer;
  }

  void say(const std::string& word) { peer_.send({Link::gateway, {}, {word}}); }
  bool is_ready(clock::Milliseconds time) {
    waiting_.wait(time);
    return waiting_.ready(place_);
  }

  zmq::context_t context_;
  Socket router_{context_, Link::clients, Pattern::router};
  Socket peer_{context_, Link::gateway, Pattern::dealer};
  Waiting waiting_;
  std::size_t place_ = 0;
  std::string known_;
};

TEST_F(WaitingTest, ends_with_its_time_when_nothing_comes) { EXPECT_FALSE(is_ready(at_once)); }

TEST_F(WaitingTest, ends_when_a_message_comes) {
  EXPECT_FALSE(is_ready(at_once));
  say("rent");
  ASSERT_TRUE(is_ready(long_enough));
  EXPECT_EQ(router_.receive()->parts, message::Parts{"rent"});
  EXPECT_FALSE(is_ready(at_once));
}

TEST_F(WaitingTest, finds_what_was_left_behind) {
  for (const char* word : {"one", "two", "three"}) say(word);
  for (const char* word : {"one", "two", "three"}) {
    ASSERT_TRUE(is_ready(long_enough));
    EXPECT_EQ(router_.receive()->parts, message::Parts{word});
  }
  EXPECT_FALSE(is_ready(at_once));
}

TEST_F(WaitingTest, finds_what_came_before_something_was_sent) {
  EXPECT_FALSE(is_ready(at_once));
  say("rent");
  EXPECT_TRUE(router_.send({Link::clients, known_, {"rented"}}));
  waiting_.used(place_);
  ASSERT_TRUE(is_ready(long_enough));
  EXPECT_EQ(router_.receive()->parts, message::Parts{"rent"});
}

TEST_F(WaitingTest, ends_for_a_descriptor_too) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const std::size_t pipe = waiting_.add(ends[0]);
  EXPECT_FALSE(is_ready(at_once));
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  EXPECT_FALSE(is_ready(long_enough));
  EXPECT_TRUE(waiting_.ready(pipe));
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace bookrent::bus
