#pragma once
// The keys of CURVE, ZeroMQ's security mechanism, in Z85: 40 characters without a blank.
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::link {

inline constexpr std::size_t key_characters = 40;
inline constexpr std::size_t key_bytes = 32;

struct KeyPair {
  std::string public_key;
  std::string secret_key;
};

/// A new pair, by chance. Throws std::runtime_error where ZeroMQ was built without CURVE.
KeyPair make_key_pair();

/// The pair of a secret key; nothing when it is none.
std::optional<KeyPair> pair_of(const std::string& secret_key);

bool is_key(std::string_view text);

/// A key in Z85 from its 32 bytes; empty when these are not 32.
std::string z85_of(std::string_view bytes);

}  // namespace bookrent::link
