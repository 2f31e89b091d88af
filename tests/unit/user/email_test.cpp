#include "daemons/user/domain/email.hpp"

#include <gtest/gtest.h>

#include <string>

namespace bookrent::user {
namespace {

TEST(Email, takes_what_people_have) {
  for (const char* email :
       {"kim@example.org", "kim.lee+books@mail.example.co.kr", "a@b.c", "\"kim\"@example.org",
        "고객@도서관.한국", "o'neil_99@xn--3e0b707e.example"})
    EXPECT_TRUE(looks_like_email(email)) << email;
}

TEST(Email, needs_exactly_one_at) {
  EXPECT_FALSE(looks_like_email(""));
  EXPECT_FALSE(looks_like_email("example.org"));
  EXPECT_FALSE(looks_like_email("kim@lee@example.org"));
}

TEST(Email, needs_something_on_both_sides) {
  EXPECT_FALSE(looks_like_email("@example.org"));
  EXPECT_FALSE(looks_like_email("kim@"));
  EXPECT_FALSE(looks_like_email("@"));
}

TEST(Email, needs_a_domain_of_two_names) {
  for (const char* email :
       {"kim@localhost", "kim@.org", "kim@example.", "kim@example..org", "kim@."})
    EXPECT_FALSE(looks_like_email(email)) << email;
}

TEST(Email, has_no_blanks_and_no_control_characters) {
  for (const char* email :
       {" kim@example.org", "kim@example.org ", "kim lee@example.org", "kim@example.org\n",
        "kim\t@example.org", "kim\x7f@example.org", "kim\xc2\x85@example.org"})
    EXPECT_FALSE(looks_like_email(email)) << email;
}

TEST(Email, has_at_most_254_bytes) {
  const std::string domain = "@example.org";
  EXPECT_TRUE(looks_like_email(std::string(254 - domain.size(), 'k') + domain));
  EXPECT_FALSE(looks_like_email(std::string(255 - domain.size(), 'k') + domain));
}

}  // namespace
}  // namespace bookrent::user
