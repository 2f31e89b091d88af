#pragma once
// The check of a whole suite: each context examines itself, and what they state of the same things
// is compared. Streams are merged as they come, so that no more than a page of each is in memory.
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "cli/check/source.hpp"

namespace bookrent::cli {

/// What is wrong, as a sentence for people.
struct Violation {
  std::vector<std::string> contexts;  // whose it is, or who disagree; the owner first
  std::string what;
};
using Tell = std::function<void(const Violation&)>;
/// Tells what a context finds wrong by itself.
void tell_all(const Tell& tell, const std::string& context, std::span<const std::string> findings);
/// With its contexts, as `bookrent check` prints it.
std::string text_of(const Violation& violation);

struct CheckOptions {
  /// The contexts serve meanwhile: a disagreement counts only when it lasts, and what would block
  /// them (SQLite's own check of the file) is left out.
  bool moving = false;
  std::int64_t facts_a_page = 20'000;
  std::int64_t rows_a_page = 0;  // of everything else; 0: all at once
};
/// For contexts that serve.
inline constexpr CheckOptions moving_check{true, 500, 5'000};

struct Behind {
  std::string reader;
  std::string source;
  std::int64_t events = 0;
};
struct CheckSummary {
  std::map<std::string, std::int64_t> things;  // how many of each subject
  std::int64_t events = 0;
  std::int64_t violations = 0;
  std::vector<Behind> behind;  // whose state could not be compared: they have still to read
  std::set<std::string>
      slow;  // of contexts that serve: who did not read on while it was waited for
};

/// Checks the suite that consists of `sources`, in any order; contexts that are not among them are
/// not compared. Tells each violation as it is found. Throws SourceFailed.
CheckSummary check(std::span<Source* const> sources, const CheckOptions& options, const Tell& tell);

}  // namespace bookrent::cli
