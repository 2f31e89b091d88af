#pragma once
// Randomness as a port: daemons get the system's, tests and the simulator a seeded one.
#include <cstddef>
#include <span>
#include <string>

namespace bookrent::random {

class Random {
 public:
  Random() = default;
  Random(const Random&) = delete;
  Random& operator=(const Random&) = delete;
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;
};

/// The kernel's generator, through libsodium.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> bytes) override;
};

/// A version 4 UUID (RFC 9562), 36 characters.
std::string uuid(Random& random);

/// A W3C traceparent that starts a new trace: `00-<32 hex>-<16 hex>-01`.
std::string traceparent(Random& random);

}  // namespace bookrent::random
