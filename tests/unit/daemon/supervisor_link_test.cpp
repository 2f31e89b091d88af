#include "common/daemon/supervisor_link.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "cli/supervisor/notify_socket.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::daemon {
namespace {

using std::chrono::seconds;

class SupervisorLinkTest : public testing::Test {
 protected:
  void SetUp() override { ::setenv("NOTIFY_SOCKET", place_.c_str(), 1); }
  void TearDown() override { ::unsetenv("NOTIFY_SOCKET"); }

  static clock::Steady at(int second) { return clock::Steady{seconds{second}}; }

  support::ScratchDirectory scratch_;
  std::filesystem::path place_ = scratch_.path() / "notify";
  std::expected<cli::NotifySocket, std::string> supervisor_ = cli::NotifySocket::create(place_);
  SupervisorLink link_;
};

TEST_F(SupervisorLinkTest, asks_for_time_as_long_as_there_is_less_and_less_to_read) {
  link_.reading(100, at(5));
  link_.reading(90, at(9));
  EXPECT_FALSE(supervisor_->receive());
  link_.reading(80, at(10));
  const auto report = supervisor_->receive();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->more_time, seconds{30});
  EXPECT_EQ(report->status, "reading events, 80 to go");
  EXPECT_FALSE(report->ready);
  link_.reading(80, at(15));
  link_.reading(85, at(20));
  link_.reading(0, at(25));
  EXPECT_FALSE(supervisor_->receive());
}

TEST_F(SupervisorLinkTest, says_that_it_is_ready_once_and_nothing_of_reading_after_that) {
  link_.reading(100, at(5));
  link_.reading(90, at(10));
  EXPECT_TRUE(supervisor_->receive());
  link_.ready();
  const auto report = supervisor_->receive();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->ready);
  EXPECT_EQ(report->status, "");
  link_.ready();
  link_.reading(80, at(15));
  EXPECT_FALSE(supervisor_->receive());
}

}  // namespace
}  // namespace bookrent::daemon
