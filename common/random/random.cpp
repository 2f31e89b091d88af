#include "common/random/random.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace bookrent::random {
namespace {

template <std::size_t N>
std::string hex(Random& random) {
  std::array<std::byte, N> bytes{};
  random.fill(bytes);
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

}  // namespace

void SystemRandom::fill(std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

std::string uuid(Random& random) {
  std::array<std::byte, 16> bytes{};
  random.fill(bytes);
  bytes[6] = (bytes[6] & std::byte{0x0f}) | std::byte{0x40};
  bytes[8] = (bytes[8] & std::byte{0x3f}) | std::byte{0x80};
  std::string text = fmt::format("{:02x}", fmt::join(bytes, ""));
  for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
  return text;
}

std::string traceparent(Random& random) {
  return fmt::format("00-{}-{}-01", hex<16>(random), hex<8>(random));
}

}  // namespace bookrent::random
