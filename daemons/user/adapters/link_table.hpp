#pragma once
// Which user the subject of another issuer's token is, in SQLite.
#include <cstdint>
#include <optional>
#include <string>

#include "common/contract/user.hpp"
#include "common/store/statement.hpp"

namespace bookrent::user {

class LinkTable {
 public:
  explicit LinkTable(store::Store& store);

  std::optional<std::int64_t> find(const std::string& issuer, const std::string& subject);
  void set(const contract::LinkUser& link);
  /// Whether there was such a link.
  bool remove(const contract::LinkUser& link);

 private:
  store::Statement select_;
  store::Statement upsert_;
  store::Statement delete_;
};

}  // namespace bookrent::user
