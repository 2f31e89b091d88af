#include "cli/check/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/check/merge.hpp"
#include "cli/check/own.hpp"
#include "cli/exit_status.hpp"

namespace bookrent::cli {

namespace {

void check_all_but_files(std::span<Source* const> sources, const CheckOptions& options,
                         const Tell& tell, CheckSummary& summary) {
  summary.events = check_own(sources, options, tell);
  const Places places = check_positions(sources, tell);
  if (!options.moving) summary.behind = places.behind;
  // Of contexts that serve, all are compared, and what looks wrong again once they have read on.
  const HasRead has_read = [&](std::string_view owner, std::string_view reader) {
    return options.moving || std::ranges::any_of(places.read_up, [&](const auto& pair) {
             return pair.first == owner && pair.second == reader;
           });
  };
  for (const Family& family : families()) {
    const Compared compared = compare(family, sources, options, has_read, tell);
    summary.things[std::string{family.subject}] = compared.things;
    if (!compared.slow.empty()) summary.slow.insert(compared.slow);
  }
}

/// Who finds a database in use, or of another version, need not look at all others first.
bool may_come_of_damage(const SourceFailed& failed) {
  return failed.status == storage || failed.status == internal;
}

void finish_where_it_can(Files& files, const Tell& tell) try {
  files.finish(tell);
} catch (const SourceFailed&) {  // one that has failed is told already
}

}  // namespace

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
  try {
    check_all_but_files(sources, options, count_and_tell, summary);
  } catch (const SourceFailed& failed) {
    for (const std::string& finding : failed.findings) count_and_tell({{failed.context}, finding});
    if (may_come_of_damage(failed)) finish_where_it_can(files, count_and_tell);
    throw;
  }
  files.finish(count_and_tell);
  return summary;
}

}  // namespace bookrent::cli
