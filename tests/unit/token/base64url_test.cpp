#include "common/token/base64url.hpp"

#include <gtest/gtest.h>

namespace bookrent::token {
namespace {

TEST(Base64url, keeps_bytes) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    bytes += static_cast<char>(i);
  }
  EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
}

TEST(Base64url, has_one_text_for_any_bytes) {
  EXPECT_EQ(from_base64url("Zg"), "f");
  for (const char* text :
       {"Zg==", "Zg=", "Zh", "Z", "Zm9vZ", "Zm 9v", "Zm9v\n", " Zm9v", "+/8", "Zm9v."})
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
}

TEST(Base64url, has_no_characters_beyond_ascii) {
  for (int byte = 128; byte < 256; ++byte)
    EXPECT_EQ(from_base64url(std::string{"Zg_"} + static_cast<char>(byte)), std::nullopt) << byte;
}

}  // namespace
}  // namespace bookrent::token
