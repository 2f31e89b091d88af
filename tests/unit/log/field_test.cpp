#include <gtest/gtest.h>

#include <string>
#include <type_traits>

#include "common/log/log.hpp"

namespace bookrent::log {
namespace {

TEST(Field, copies_no_text) {
  static_assert(std::is_trivially_copyable_v<Field>);
  const std::string text = "a text that is longer than what a string holds in itself";
  const Field field("name", text);
  EXPECT_EQ(std::get<std::string_view>(field.value).data(), text.data());
}

}  // namespace
}  // namespace bookrent::log
