#pragma once
// What a fold of a log keeps of each thing, by its id. Ids are given out one after the other, so
// they stand in blocks, without an entry of a map for each; a log with a wild id costs one block.
#include <array>
#include <cstdint>
#include <map>
#include <memory>

namespace bookrent::audit {

template <class State>
class Ledger {
 public:
  State& at(std::int64_t id) { return block(id / size)[index(id)]; }

  /// Null when nothing was ever kept near it; else its state, possibly as it was made.
  const State* find(std::int64_t id) const {
    if (id < 0) return nullptr;
    const auto found = blocks_.find(id / size);
    return found == blocks_.end() ? nullptr : &(*found->second)[index(id)];
  }

  /// Calls `visit(id, state)` for all, in the order of their ids.
  template <class Visit>
  void each(const Visit& visit) {
    for (auto& [number, states] : blocks_)
      for (std::int64_t i = 0; i < size; ++i)
        visit(number * size + i, (*states)[static_cast<std::size_t>(i)]);
  }

 private:
  static constexpr std::int64_t size = 1024;
  using Block = std::array<State, size>;

  static std::size_t index(std::int64_t id) { return static_cast<std::size_t>(id % size); }

  Block& block(std::int64_t number) {
    if (number != last_number_) {
      auto& found = blocks_[number];
      if (!found) found = std::make_unique<Block>();
      last_ = found.get();
      last_number_ = number;
    }
    return *last_;
  }

  std::map<std::int64_t, std::unique_ptr<Block>> blocks_;
  std::int64_t last_number_ = -1;
  Block* last_ = nullptr;
};

}  // namespace bookrent::audit
