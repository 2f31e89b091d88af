#pragma once
// The keys that access tokens are signed with, and the one that seals refresh tokens, in SQLite.
// The newest signs; older ones stay while something that they signed may still be in force.
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/contract/user.hpp"
#include "common/store/statement.hpp"

namespace bookrent::user {

using Seed = std::array<std::byte, 32>;

class KeyTable {
 public:
  explicit KeyTable(store::Store& store);

  struct Row {
    contract::SigningKey key;
    Seed seed;
  };
  /// The newest first.
  std::vector<Row> all();
  /// From now on this one signs.
  void add(const contract::SigningKey& key, const Seed& seed);
  /// The one that signs until now signs nothing more.
  void retire_all(clock::Instant now);
  /// Drops those that were retired before; returns how many.
  int drop_retired(clock::Instant before);

  std::optional<Seed> seal();
  void set_seal(const Seed& seal);

 private:
  store::Statement all_;
  store::Statement insert_;
  store::Statement retire_;
  store::Statement drop_;
  store::Statement seal_;
  store::Statement set_seal_;
};

}  // namespace bookrent::user
