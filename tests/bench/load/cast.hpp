#pragma once
// The users and books that a load is made of, which the suite gets and keeps.
#include <cstdint>
#include <expected>
#include <vector>

#include "cli/session.hpp"

namespace bookrent::bench {

struct Cast {
  std::vector<std::int64_t> users;
  std::vector<std::int64_t> books;
};

struct CastSize {
  std::int64_t users = 10'000;
  std::int64_t books = 1'000;
  bool among_real_data = false;  // also where others have users or books
};

/// Finds those of an earlier time, whose rentals that are still open it returns, and adds those
/// that are missing. Error: the exit status, after the reason was told; 1 for a suite of others.
std::expected<Cast, cli::ExitStatus> prepare(cli::Session& session, const CastSize& size);

/// Returns rentals. Error: as above, of the first that fails.
std::expected<void, cli::ExitStatus> give_back(cli::Session& session,
                                               const std::vector<std::int64_t>& rentals);

}  // namespace bookrent::bench
