#include "common/turn/tables.hpp"

#include <gtest/gtest.h>

namespace bookrent::turn {
namespace {

using std::chrono::minutes;

TEST(IdsAfterARestore, leave_out_half_a_million_and_begin_a_million) {
  EXPECT_EQ(first_id_after_restore(2, {}), 1'000'001);
  EXPECT_EQ(first_id_after_restore(500'001, {}), 1'000'001);
  EXPECT_EQ(first_id_after_restore(500'003, {}), 2'000'001);
  EXPECT_EQ(first_id_after_restore(1'000'003, {}), 2'000'001);
}

TEST(IdsAfterARestore, leave_out_a_million_where_none_was_given_since_the_last_one) {
  EXPECT_EQ(first_id_after_restore(2'000'001, {}), 3'000'001);
}

TEST(IdsAfterARestore, leave_out_a_thousand_for_each_minute_that_was_lost) {
  EXPECT_EQ(first_id_after_restore(2, minutes{10}), 1'010'001);
  EXPECT_EQ(first_id_after_restore(2, minutes{-10}), 1'000'001) << "a clock that was set back";
}

}  // namespace
}  // namespace bookrent::turn
