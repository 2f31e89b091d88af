#pragma once
// The hash that chains a log: chain(n) = BLAKE2b-256(chain(n-1) ‖ bytes of event n as stored),
// chain(0) = 32 zero bytes. Two logs with the same chain at n have the same first n events.
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::eventlog {

using Chain = std::array<std::byte, 32>;

Chain next_chain(const Chain& previous, std::string_view event);

std::string hex(const Chain& chain);
std::optional<Chain> chain_from_hex(std::string_view text);
/// From the 32 bytes of a blob column. Throws std::runtime_error for any other length.
Chain chain_from_bytes(std::string_view bytes);

}  // namespace bookrent::eventlog
