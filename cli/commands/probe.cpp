#include "cli/commands/probe.hpp"

namespace bookrent::cli {

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

}  // namespace bookrent::cli
