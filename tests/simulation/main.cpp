// bookrent-simulate: runs the suite under seeds, and says which of them break a promise.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>
#include <optional>
#include <thread>

#include "common/log/log.hpp"
#include "tests/simulation/marks.hpp"
#include "tests/simulation/run.hpp"

namespace bookrent::simulation {
namespace {

constexpr const char* usage = R"(Usage: bookrent-simulate --seed N [--trace]
       bookrent-simulate --seeds A..B [--jobs N] [--coverage]
       bookrent-simulate --seeds A..B --fault NAME   (ends at the first seed that catches it)
       bookrent-simulate --faults

Runs the whole suite in one process on simulated disks, network, clocks and bank, and looks for
promises that are broken. A seed decides everything: the same seed does the same.

  --trace     print all that happens
  --jobs N    so many processes (default: the machine's)
  --coverage  print how often each state was reached, and fail where one never was
  --fault     plant a fault that must be caught; --faults lists them
)";

struct Arguments {
  std::uint64_t first = 0, last = 0;
  bool one = false, trace = false, coverage = false;
  unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  std::string fault;
};

template <class Number>
bool read(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

bool read_range(std::string_view text, Arguments& arguments) {
  const auto dots = text.find("..");
  return dots != std::string_view::npos && read(text.substr(0, dots), arguments.first) &&
         read(text.substr(dots + 2), arguments.last) && arguments.first <= arguments.last;
}

std::optional<Arguments> read(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--trace") {
      arguments.trace = true;
    } else if (option == "--coverage") {
      arguments.coverage = true;
    } else if (i + 1 == argc) {
      return std::nullopt;
    } else if (const std::string_view value = argv[++i]; option == "--seed") {
      if (!read(value, arguments.first)) return std::nullopt;
      arguments.last = arguments.first;
      arguments.one = true;
    } else if (option == "--seeds") {
      if (!read_range(value, arguments)) return std::nullopt;
    } else if (option == "--jobs") {
      if (!read(value, arguments.jobs) || arguments.jobs < 1) return std::nullopt;
    } else if (option == "--fault") {
      arguments.fault = value;
      if (std::ranges::count(faults, value) == 0) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return arguments.last == 0 ? std::nullopt : std::optional{arguments};
}

/// The first seed that catches the planted fault, as far as all workers know; they share it.
using Caught = std::atomic<std::uint64_t>;

Caught& make_caught() {
  void* shared =
      ::mmap(nullptr, sizeof(Caught), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw std::runtime_error("no memory to share");
  return *new (shared) Caught{UINT64_MAX};
}

/// A worker process: every `jobs`-th seed, a line for each that fails, and its counts in the end.
int work(const Arguments& arguments, unsigned worker, Caught& caught, int out) {
  std::map<std::string, std::int64_t> reached;
  bool clean = true;
  for (std::uint64_t seed = arguments.first + worker; seed <= arguments.last && seed < caught;
       seed += arguments.jobs) {
    const RunResult result = run({seed, false, arguments.fault});
    for (const auto& [mark, count] : result.reached) reached[mark] += count > 0 ? 1 : 0;
    std::string lines;
    for (const std::string& complaint : result.complaints)
      lines += fmt::format("seed {}: {}\n", seed, complaint);
    clean = clean && lines.empty();
    if (lines.empty()) lines = ".\n";
    if (::write(out, lines.data(), lines.size()) < 0) return 1;
    if (clean || arguments.fault.empty()) continue;
    for (std::uint64_t before = caught; seed < before;)
      if (caught.compare_exchange_weak(before, seed)) break;
  }
  std::string counts;
  for (const auto& [mark, seeds] : reached) counts += fmt::format("={} {}\n", seeds, mark);
  if (::write(out, counts.data(), counts.size()) < 0) return 1;
  return clean ? 0 : 1;
}

struct Tally {
  std::uint64_t seeds = 0;
  std::map<std::string, std::int64_t> reached;  // seeds in which each state was
  std::vector<std::string> complaints;
  std::uint64_t caught = UINT64_MAX;
};

void take(const std::string& line, Tally& tally) {
  if (line == ".") {
    ++tally.seeds;
  } else if (line.starts_with('=')) {
    std::int64_t seeds = 0;
    const auto space = line.find(' ');
    read(std::string_view{line}.substr(1, space - 1), seeds);
    tally.reached[line.substr(space + 1)] += seeds;
  } else {
    if (tally.complaints.empty() ||
        line.substr(0, line.find(':')) != tally.complaints.back().substr(0, line.find(':')))
      ++tally.seeds;
    tally.complaints.push_back(line);
    fmt::print("{}\n", line);
    std::fflush(stdout);
  }
}

Tally gather(const Arguments& arguments) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) throw std::runtime_error("no pipe");
  Caught& caught = make_caught();
  for (unsigned worker = 0; worker < arguments.jobs; ++worker) {
    if (::fork() != 0) continue;
    ::close(pipe_ends[0]);
    ::_exit(work(arguments, worker, caught, pipe_ends[1]));
  }
  ::close(pipe_ends[1]);
  Tally tally;
  FILE* lines = ::fdopen(pipe_ends[0], "r");
  char* line = nullptr;
  std::size_t size = 0;
  while (::getline(&line, &size, lines) > 0) {
    line[std::strcspn(line, "\n")] = '\0';
    take(line, tally);
  }
  std::free(line);
  std::fclose(lines);
  int status = 0;
  while (::wait(&status) > 0)
    if (!WIFEXITED(status)) tally.complaints.emplace_back("a worker process died");
  tally.caught = caught;
  return tally;
}

bool print_coverage(const Tally& tally) {
  bool all = true;
  fmt::print("{:>7}  state\n", "seeds");
  for (const char* mark : marks) {
    const auto found = tally.reached.find(mark);
    const std::int64_t seeds = found == tally.reached.end() ? 0 : found->second;
    fmt::print("{:>7}  {}{}\n", seeds, mark, seeds == 0 ? "   <- never reached" : "");
    all = all && seeds > 0;
  }
  for (const auto& [mark, seeds] : tally.reached)
    if (std::ranges::count_if(marks, [&](const char* one) { return one == mark; }) == 0) {
      fmt::print("{:>7}  {}   <- not in tests/simulation/marks.hpp\n", seeds, mark);
      all = false;
    }
  return all;
}

int run_many(const Arguments& arguments) {
  const Tally tally = gather(arguments);
  const bool covered = !arguments.coverage || print_coverage(tally);
  if (!arguments.fault.empty()) {
    const bool caught = tally.caught != UINT64_MAX;
    fmt::print("{}: {}\n", arguments.fault,
               caught ? fmt::format("caught by seed {}", tally.caught) : "NOT caught");
    return caught ? 0 : 1;
  }
  fmt::print("{} seeds, {} complaints\n", tally.seeds, tally.complaints.size());
  return tally.complaints.empty() && covered ? 0 : 1;
}

int run_one(const Arguments& arguments) {
  const RunResult result = run({arguments.first, arguments.trace, arguments.fault});
  for (const std::string& complaint : result.complaints) fmt::print("{}\n", complaint);
  fmt::print("seed {}: {} complaints, trace {:016x}\n", arguments.first, result.complaints.size(),
             result.hash);
  return result.complaints.empty() ? 0 : 1;
}

}  // namespace
}  // namespace bookrent::simulation

int main(int argc, char** argv) {
  using namespace bookrent;
  if (argc == 2 && std::string_view{argv[1]} == "--faults") {
    for (const char* fault : simulation::faults) fmt::print("{}\n", fault);
    return 0;
  }
  const auto arguments = simulation::read(argc, argv);
  if (!arguments) {
    const bool help = argc == 2 && std::string_view{argv[1]} == "--help";
    fmt::print(help ? stdout : stderr, "{}", simulation::usage);
    return help ? 0 : 64;
  }
  log::configure("simulation", arguments->trace ? log::Level::debug : log::Level::error, false);
  if (!arguments->trace && std::freopen("/dev/null", "w", stderr) == nullptr) return 70;
  return arguments->one ? simulation::run_one(*arguments) : simulation::run_many(*arguments);
}
