#include "common/contract/money.hpp"

#include <algorithm>
#include <cstddef>

namespace bookrent::contract {
namespace {

// ISO 4217, list one, by the number of digits of the minor unit; with codes withdrawn since 2020,
// which old payments may still carry. What has no minor unit there is left out, as it is shown like
// an unknown code.
constexpr std::string_view with_two_digits =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP "
    "GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT "
    "LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD "
    "XCG YER ZAR ZMW ZWG ZWL";
constexpr std::string_view with_three_digits = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view with_four_digits = "CLF UYW";

bool lists(std::string_view codes, std::string_view currency) {
  for (std::size_t at = 0; at < codes.size(); at += 4) {
    if (codes.substr(at, 3) == currency) return true;
  }
  return false;
}

std::size_t minor_digits(std::string_view currency) {
  if (lists(with_two_digits, currency)) return 2;
  if (lists(with_three_digits, currency)) return 3;
  return lists(with_four_digits, currency) ? 4 : 0;
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

bool looks_like_currency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string text_of(const Money& money) {
  const auto bits = static_cast<std::uint64_t>(money.amount);
  const std::uint64_t size = money.amount < 0 ? 0 - bits : bits;  // INT64_MIN has no positive twin
  const std::size_t digits = minor_digits(money.currency);
  std::uint64_t unit = 1;
  for (std::size_t i = 0; i < digits; ++i) unit *= 10;

  std::string text(money.amount < 0 ? 1 : 0, '-');
  text += grouped(size / unit);
  if (digits > 0) text += '.' + std::to_string(unit + size % unit).substr(1);
  return text.append(" ").append(money.currency);
}

}  // namespace bookrent::contract
