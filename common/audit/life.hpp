#pragma once
// What the fold of a log keeps of one thing: which of its states the last event left, how many
// events there were, and a digest of what they said of it, to be compared with its row.
#include <fmt/compile.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace bookrent::audit {

/// Of the texts put in under their numbers, in any order. Good within one process only.
class Digest {
 public:
  void put(int number, std::string_view text) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    value_ += std::rotl(std::hash<std::string_view>{}(text)*odd, number + 1) * odd;
  }
  void clear() { value_ = 0; }
  bool operator==(const Digest&) const = default;

 private:
  std::uint64_t value_ = 0;
};

/// The events of a source about one thing: how many, and the sum of their numbers. Two readers of
/// the same events have the same of both.
struct EventCount {
  std::int64_t number = 0;
  std::int64_t sum = 0;
  void add(std::int64_t sequence) {
    ++number;
    sum += sequence;
  }
  /// Empty when there are none.
  std::string text() const {
    return number == 0 ? "" : fmt::format(FMT_COMPILE("{}:{}"), number, sum);
  }
};

template <class State>
struct Life {
  State state{};      // as it is made: no event yet
  bool seen = false;  // its row was found
  EventCount events;
  Digest digest;
};

}  // namespace bookrent::audit
