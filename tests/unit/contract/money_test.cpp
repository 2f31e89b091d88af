#include "common/contract/money.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace bookrent::contract {
namespace {

TEST(Money, has_no_point_where_the_currency_has_no_minor_unit) {
  EXPECT_EQ(text_of(Money{1500, "KRW"}), "1,500 KRW");
  EXPECT_EQ(text_of(Money{0, "JPY"}), "0 JPY");
  EXPECT_EQ(text_of(Money{1234567, "VND"}), "1,234,567 VND");
}

TEST(Money, has_as_many_digits_as_the_minor_unit) {
  EXPECT_EQ(text_of(Money{1234, "EUR"}), "12.34 EUR");
  EXPECT_EQ(text_of(Money{5, "USD"}), "0.05 USD");
  EXPECT_EQ(text_of(Money{100, "AED"}), "1.00 AED");
  EXPECT_EQ(text_of(Money{123456789, "ZWG"}), "1,234,567.89 ZWG");
  EXPECT_EQ(text_of(Money{12345, "KWD"}), "12.345 KWD");
  EXPECT_EQ(text_of(Money{7, "BHD"}), "0.007 BHD");
  EXPECT_EQ(text_of(Money{123456, "CLF"}), "12.3456 CLF");
}

TEST(Money, keeps_the_sign_of_small_debts) {
  EXPECT_EQ(text_of(Money{-5, "EUR"}), "-0.05 EUR");
  EXPECT_EQ(text_of(Money{-1500, "KRW"}), "-1,500 KRW");
}

TEST(Money, reaches_both_ends_of_its_range) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(text_of(Money{least, "KRW"}), "-9,223,372,036,854,775,808 KRW");
  EXPECT_EQ(text_of(Money{least, "EUR"}), "-92,233,720,368,547,758.08 EUR");
  EXPECT_EQ(text_of(Money{most, "TND"}), "9,223,372,036,854,775.807 TND");
}

TEST(Money, claims_nothing_about_an_unknown_currency) {
  EXPECT_EQ(text_of(Money{1500, "PTS"}), "1,500 PTS");
  EXPECT_EQ(text_of(Money{1500, "eur"}), "1,500 eur");
  EXPECT_EQ(text_of(Money{1500, "EU"}), "1,500 EU");
  EXPECT_EQ(text_of(Money{1500, "R E"}), "1,500 R E");
}

}  // namespace
}  // namespace bookrent::contract
