#include "daemons/user/adapters/secrets.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace bookrent::user {

std::string RandomSecrets::secret(const std::string& account, const std::string& key) {
  const auto seal = keys_.seal();
  if (!seal) throw std::runtime_error("there is no key to make a secret with");
  const std::string text = "account secret " + account + ' ' + key;
  std::array<unsigned char, 32> bytes{};
  crypto_generichash(bytes.data(), bytes.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(seal->data()), seal->size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> out{};
  return sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(),
                           sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/// Four groups of five out of 32 letters that are not taken for one another.
std::string RandomSecrets::one_time_password() {
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz023456789";
  static_assert(letters.size() == 32);
  std::array<std::byte, 20> bytes{};
  random_.fill(bytes);
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at > 0 && at % 5 == 0) text += '-';
    text += letters[std::to_integer<std::size_t>(bytes[at]) % letters.size()];
  }
  return text;
}

std::string RandomSecrets::hash(const std::string& secret) {
  std::array<unsigned char, 32> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr,
                     0);
  std::array<char, 65> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
}

bool RandomSecrets::matches(const std::string& secret, const std::string& stored) {
  const std::string shown = hash(secret);
  return shown.size() == stored.size() &&
         sodium_memcmp(shown.data(), stored.data(), stored.size()) == 0;
}

}  // namespace bookrent::user
