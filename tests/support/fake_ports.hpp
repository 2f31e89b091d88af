#pragma once
// Clock, randomness and disk for tests.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <span>
#include <stdexcept>
#include <string>

#include "common/clock/clock.hpp"
#include "common/random/random.hpp"

namespace bookrent::support {

/// Starts at 2026-12-01T00:00:00Z and moves only when told.
class FakeClock final : public clock::Clock {
 public:
  clock::Instant now() const override { return now_; }
  clock::Steady steady() const override { return steady_; }
  void advance(clock::Milliseconds by) {
    now_ += by;
    steady_ += by;
  }
  /// Somebody sets the wall clock back.
  void set_back(clock::Milliseconds by) { now_ -= by; }

 private:
  clock::Instant now_ = *clock::parse_rfc3339("2026-12-01T00:00:00Z");
  clock::Steady steady_{std::chrono::hours{1}};
};

class SeededRandom final : public random::Random {
 public:
  explicit SeededRandom(std::uint64_t seed = 1) : generator_(seed) {}
  void fill(std::span<std::byte> bytes) override {
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(generator_() & 0xff);
  }

 private:
  std::mt19937_64 generator_;
};

/// A directory of its own, removed with everything in it.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "bookrent-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch directory");
    path_ = name;
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace bookrent::support
