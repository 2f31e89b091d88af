#pragma once
// One run of the simulator: a seed decides everything.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace bookrent::simulation {

struct RunOptions {
  std::uint64_t seed = 1;
  bool trace = false;      // printed on stdout
  std::string fault = {};  // to plant; see probe::plant()
};

struct RunResult {
  std::uint64_t hash = 0;  // of all that happened
  std::vector<std::string> complaints;
  std::map<std::string, std::int64_t> reached;  // how often each state was
};

RunResult run(const RunOptions& options);

}  // namespace bookrent::simulation
