#include "daemons/user/adapters/key_table.hpp"

#include <algorithm>
#include <stdexcept>

namespace bookrent::user {
namespace {

Seed seed_of(const std::string& blob) {
  Seed seed{};
  if (blob.size() != seed.size()) throw std::runtime_error("a key is not of 32 bytes");
  std::ranges::transform(blob, seed.begin(),
                         [](char byte) { return static_cast<std::byte>(byte); });
  return seed;
}

}  // namespace

KeyTable::KeyTable(store::Store& store)
    : all_(store, "SELECT * FROM signing_keys ORDER BY retired_at IS NOT NULL, added_at DESC, kid"),
      insert_(store, "INSERT INTO signing_keys(kid, seed, added_at) VALUES(?1, ?2, ?3)"),
      retire_(store, "UPDATE signing_keys SET retired_at = ?1 WHERE retired_at IS NULL"),
      drop_(store, "DELETE FROM signing_keys WHERE retired_at <= ?1"),
      seal_(store, "SELECT seal FROM refresh_seal"),
      set_seal_(store,
                "INSERT INTO refresh_seal(only_one, seal) VALUES(1, ?1) "
                "ON CONFLICT(only_one) DO UPDATE SET seal = excluded.seal") {}

std::vector<KeyTable::Row> KeyTable::all() {
  std::vector<Row> rows;
  all_.bind();
  while (all_.step()) {
    rows.push_back(
        {{all_.text("kid"), all_.instant("added_at"), all_.optional_instant("retired_at")},
         seed_of(all_.text("seed"))});
  }
  return rows;
}

void KeyTable::add(const contract::SigningKey& key, const Seed& seed) {
  insert_.run(key.kid, std::span<const std::byte>{seed}, clock::rfc3339(key.added_at));
}

void KeyTable::retire_all(clock::Instant now) { retire_.run(now); }

int KeyTable::drop_retired(clock::Instant before) { return drop_.run(before); }

std::optional<Seed> KeyTable::seal() {
  if (!seal_.bind().step()) return std::nullopt;
  const Seed seal = seed_of(seal_.text("seal"));
  seal_.finish();
  return seal;
}

void KeyTable::set_seal(const Seed& seal) { set_seal_.run(std::span<const std::byte>{seal}); }

}  // namespace bookrent::user
