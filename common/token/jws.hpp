#pragma once
#include <array>
#include <expected>
#include <string>
#include <string_view>

#include "common/token/token.hpp"

namespace bookrent::token {

/// A compact JWS (RFC 7515, section 7.1), taken apart but not verified.
struct Jws {
  std::string algorithm;
  std::string kid;               // empty: none
  std::string type;              // empty: none
  std::string_view signed_part;  // of the text that was read
  std::string payload;
  std::string signature;
};

/// `text` must outlive what is returned.
std::expected<Jws, Rejection> read_jws(std::string_view text, std::size_t bytes_max);

/// The same of one that one of `keys` has signed.
std::expected<Jws, Rejection> read_signed(std::string_view text, std::size_t bytes_max,
                                          const KeySet& keys);

std::unexpected<Rejection> reject(Refusal refusal, std::string message);

/// The beginning of what a stranger wrote, to be quoted.
std::string excerpt(std::string_view text);

}  // namespace bookrent::token
