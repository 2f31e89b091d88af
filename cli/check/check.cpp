#include "cli/check/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/check/merge.hpp"
#include "cli/check/own.hpp"

namespace bookrent::cli {

std::string text_of(const Violation& violation) {
  return fmt::format("{}: {}", fmt::join(violation.contexts, ", "), violation.what);
}

CheckSummary check(std::span<Source* const> sources, const CheckOptions& options,
                   const Tell& tell) {
  CheckSummary summary;
  const Tell count_and_tell = [&](const Violation& violation) {
    ++summary.violations;
    tell(violation);
  };
  Files files(sources, options);
  summary.events = check_own(sources, options, count_and_tell);
  const Places places = check_positions(sources, count_and_tell);
  if (!options.moving) summary.behind = places.behind;
  // Of contexts that serve, all are compared, and what looks wrong again once they have read on.
  const HasRead has_read = [&](std::string_view owner, std::string_view reader) {
    return options.moving || std::ranges::any_of(places.read_up, [&](const auto& pair) {
             return pair.first == owner && pair.second == reader;
           });
  };
  for (const Family& family : families()) {
    const Compared compared = compare(family, sources, options, has_read, count_and_tell);
    summary.things[std::string{family.subject}] = compared.things;
    if (!compared.slow.empty()) summary.slow.insert(compared.slow);
  }
  files.finish(count_and_tell);
  return summary;
}

}  // namespace bookrent::cli
