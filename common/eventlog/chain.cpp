#include "common/eventlog/chain.hpp"

#include <sodium.h>

#include <cstring>
#include <stdexcept>

namespace bookrent::eventlog {
namespace {

// libsodium's byte type is unsigned char; std::byte may alias it.
unsigned char* raw(Chain& chain) { return reinterpret_cast<unsigned char*>(chain.data()); }
const unsigned char* raw(const Chain& chain) {
  return reinterpret_cast<const unsigned char*>(chain.data());
}
const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Chain next_chain(const Chain& previous, std::string_view event) {
  Chain next{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, next.size());
  crypto_generichash_update(&state, raw(previous), previous.size());
  crypto_generichash_update(&state, raw(event), event.size());
  crypto_generichash_final(&state, raw(next), next.size());
  return next;
}

std::string hex(const Chain& chain) {
  std::string text(chain.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), raw(chain), chain.size());
  text.pop_back();
  return text;
}

std::optional<Chain> chain_from_hex(std::string_view text) {
  Chain chain{};
  std::size_t read = 0;
  const int result =
      sodium_hex2bin(raw(chain), chain.size(), text.data(), text.size(), nullptr, &read, nullptr);
  if (result != 0 || read != chain.size()) return std::nullopt;
  return chain;
}

Chain chain_from_bytes(std::string_view bytes) {
  Chain chain{};
  if (bytes.size() != chain.size()) throw std::runtime_error("a chain must have 32 bytes");
  std::memcpy(chain.data(), bytes.data(), chain.size());
  return chain;
}

}  // namespace bookrent::eventlog
