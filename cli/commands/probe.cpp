#include "cli/commands/probe.hpp"

#include <algorithm>
#include <set>

namespace bookrent::cli {
namespace {

/// Contexts that others read, and that the gateway has not heard of.
std::vector<std::string> missing(const std::vector<ReaderState>& states) {
  std::set<std::string> wanted;
  for (const ReaderState& state : states)
    for (const auto& [source, sequence] : state.positions) wanted.insert(source);
  for (const ReaderState& state : states) wanted.erase(state.context);
  return {wanted.begin(), wanted.end()};
}

}  // namespace

int probe(Probe probe, const std::vector<ReaderState>& shown, const Session& session) {
  int status = done;
  const auto complain = [&](const std::string& context, const std::string& what) {
    status = session.fail(unavailable, context + ": " + what);
  };
  for (const ReaderState& state : shown) {
    if (!state.alive) complain(state.context, "it is not there");
    if (!state.alive || probe == Probe::live) continue;
    for (const std::string& problem : state.problems) complain(state.context, problem);
    for (const std::string& warning : state.warnings) session.print(state.context + ": " + warning);
  }
  return status;
}

int probe_all(Probe which, const std::vector<ReaderState>& states, const Session& session) {
  int status = probe(which, states, session);
  for (const std::string& context : missing(states))
    status = session.fail(unavailable, context + ": it is not there");
  return status;
}

}  // namespace bookrent::cli
