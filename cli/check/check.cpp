#include "cli/check/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/check/merge.hpp"
#include "cli/check/own.hpp"

namespace bookrent::cli {
namespace {

void compare_all(std::span<Source* const> sources, const CheckOptions& options, const Tell& tell,
                 CheckSummary& summary) {
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

}  // namespace

std::string text_of(const Violation& violation) {
  return fmt::format("{}: {}", fmt::join(violation.contexts, ", "), violation.what);
}

void tell_all(const Tell& tell, const std::string& context, std::span<const std::string> findings) {
  for (const std::string& finding : findings) tell({{context}, finding});
}

CheckSummary check(std::span<Source* const> sources, const CheckOptions& options,
                   const Tell& tell) {
  CheckSummary summary;
  const Tell count_and_tell = [&](const Violation& violation) {
    ++summary.violations;
    tell(violation);
  };
  Unread unread(count_and_tell);
  Files files(sources, options);
  summary.events = check_own(sources, options, count_and_tell, unread);
  if (unread.none()) unread.except([&] { compare_all(sources, options, count_and_tell, summary); });
  files.finish(count_and_tell, unread);
  unread.throw_first();
  return summary;
}

}  // namespace bookrent::cli
