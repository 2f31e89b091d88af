#pragma once
// All chance of a run comes from here, and from one seed.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/random/random.hpp"

namespace bookrent::simulation {

/// SplitMix64 (Steele, Lea, Flood 2014): small, quick, and the same on every machine.
class Dice final : public random::Random {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  ~Dice() override = default;

  std::uint64_t next() {
    std::uint64_t mixed = (state_ += 0x9E3779B97F4A7C15ULL);
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
  }
  /// From `least` to `most`, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool chance(double probability) {
    return static_cast<double>(next() >> 11U) * 0x1.0p-53 < probability;
  }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(between(0, std::ssize(from) - 1))];
  }
  /// Dice of their own, so that what one part rolls does not move another's.
  Dice fork() { return Dice{next()}; }

  void fill(std::span<std::byte> bytes) override {
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(next() & 0xffU);
  }

  Dice(Dice&& other) noexcept : state_(other.state_) {}
  Dice(const Dice&) = delete;
  Dice& operator=(const Dice&) = delete;

 private:
  std::uint64_t state_;
};

}  // namespace bookrent::simulation
