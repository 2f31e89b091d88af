#pragma once
// Enums and their words on the wire, one table each.
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace bookrent::contract {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

template <class Enum, std::size_t N>
constexpr std::string_view word_of(const Words<Enum, N>& words, Enum value) {
  for (const auto& [candidate, word] : words)
    if (candidate == value) return word;
  return {};
}

template <class Enum, std::size_t N>
constexpr std::optional<Enum> enum_of(const Words<Enum, N>& words, std::string_view text) {
  for (const auto& [value, word] : words)
    if (word == text) return value;
  return std::nullopt;
}

/// The shape of every from_word(): false, and nothing assigned, for an unknown word.
template <class Enum, std::size_t N>
constexpr bool assign_from(const Words<Enum, N>& words, std::string_view text, Enum& value) {
  const auto found = enum_of(words, text);
  if (found) value = *found;
  return found.has_value();
}

}  // namespace bookrent::contract
