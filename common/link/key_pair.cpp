#include "common/link/key_pair.hpp"

#include <zmq.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace bookrent::link {
namespace {

using Z85 = std::array<char, key_characters + 1>;

}  // namespace

KeyPair make_key_pair() {
  Z85 public_key{};
  Z85 secret_key{};
  if (zmq_curve_keypair(public_key.data(), secret_key.data()) != 0)
    throw std::runtime_error("this ZeroMQ makes no CURVE keys");
  return {public_key.data(), secret_key.data()};
}

std::optional<KeyPair> pair_of(const std::string& secret_key) {
  Z85 public_key{};
  if (!is_key(secret_key) || zmq_curve_public(public_key.data(), secret_key.c_str()) != 0)
    return std::nullopt;
  return KeyPair{public_key.data(), secret_key};
}

bool is_key(std::string_view text) {
  if (text.size() != key_characters) return false;
  std::array<std::uint8_t, key_bytes> bytes{};
  return zmq_z85_decode(bytes.data(), std::string{text}.c_str()) != nullptr;
}

std::string z85_of(std::string_view bytes) {
  if (bytes.size() != key_bytes) return {};
  std::array<std::uint8_t, key_bytes> key{};
  bytes.copy(reinterpret_cast<char*>(key.data()), key.size());
  Z85 text{};
  return zmq_z85_encode(text.data(), key.data(), key.size());
}

}  // namespace bookrent::link
