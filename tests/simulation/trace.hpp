#pragma once
// What happened in a run: a hash of all of it, and its text for whoever wants to read it.
#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <string_view>

#include "tests/simulation/schedule.hpp"

namespace bookrent::simulation {

class Trace {
 public:
  Trace(const Schedule& schedule, bool printed) : schedule_(schedule), printed_(printed) {}

  template <class... Parts>
  void add(const Parts&... parts) {
    mix(static_cast<std::uint64_t>(schedule_.now()));
    (mix(std::string_view{parts}), ...);
    if (!printed_) return;
    fmt::print("{:10.6f}", static_cast<double>(schedule_.now()) / second);
    (fmt::print(" {}", std::string_view{parts}.substr(0, printed_max)), ...);
    fmt::print("\n");
  }
  std::uint64_t hash() const { return hash_; }

 private:
  static constexpr std::size_t printed_max = 400;

  void mix(std::uint64_t number) { hash_ = (hash_ ^ number) * 0x100000001B3ULL; }  // FNV-1a, by 64
  void mix(std::string_view text) {
    for (const char c : text) mix(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    mix(text.size());
  }

  const Schedule& schedule_;
  const bool printed_;
  std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

}  // namespace bookrent::simulation
