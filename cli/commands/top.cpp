// The whole suite at a glance, again and again.
#include <algorithm>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/readers_shown.hpp"
#include "cli/render/local_time.hpp"
#include "cli/render/screen.hpp"
#include "cli/render/style.hpp"
#include "cli/render/text.hpp"
#include "common/contract/view.hpp"

namespace bookrent::cli {
namespace {

constexpr std::chrono::milliseconds between_looks{1'000};
constexpr std::chrono::milliseconds patience{1'000};  // with a context that does not answer

/// The suite at one moment.
struct Look {
  clock::Steady at;
  std::vector<ReaderState> states;
  std::optional<contract::SummaryCounts> counts;  // nothing while view does not answer

  std::int64_t rentals() const {
    std::int64_t sum = 0;
    for (const contract::StatusCount& one : counts->rentals) sum += one.count;
    return sum;
  }
};

bool is_there(const std::vector<ReaderState>& states, std::string_view context) {
  const auto found = std::ranges::find(states, context, &ReaderState::context);
  return found != states.end() && found->alive;
}

std::expected<Look, ExitStatus> look(Session& session) {
  auto states = reader_states(session);
  if (!states) return std::unexpected(states.error());
  Look look{session.clock().steady(), *std::move(states), std::nullopt};
  if (!is_there(look.states, contract::view_context)) return look;
  const auto reply = session.ask(contract::view_context, contract::Summary::operation,
                                 contract::encode(contract::Summary{}));
  if (!reply) return std::unexpected(reply.error());
  auto counts = read<contract::SummaryCounts>(*reply, session);
  if (!counts) return std::unexpected(counts.error());
  look.counts = *std::move(counts);
  return look;
}

std::vector<std::string> what_is_wrong(const Look& look) {
  std::vector<std::string> wrong;
  for (const ReaderState& state : look.states) {
    if (!state.alive) wrong.push_back(fmt::format("{} is down", state.context));
    for (const auto* list : {&state.stopped, &state.problems, &state.warnings})
      for (const std::string& why : *list)
        wrong.push_back(fmt::format("{}: {}", state.context, why));
  }
  return wrong;
}

std::string headline(std::size_t wrong, const Session& session) {
  const bool colour = session.out().colour;
  return fmt::format("bookrent  {}  {}\n", local_time(clock::rfc3339(session.clock().now())),
                     wrong == 0 ? styled("all is well", Style::good, colour)
                     : wrong == 1
                         ? styled("one thing is wrong", Style::bad, colour)
                         : styled(fmt::format("{} things are wrong", wrong), Style::bad, colour));
}

std::string counts_line(const char* what, const std::vector<contract::StatusCount>& counts) {
  std::vector<std::string> parts;
  for (const contract::StatusCount& one : counts)
    if (one.count > 0) parts.push_back(fmt::format("{} {}", one.count, one.status));
  return fmt::format("{:9} {}\n", what,
                     parts.empty() ? "none" : fmt::to_string(fmt::join(parts, ", ")));
}

std::string lines_of(const contract::SummaryCounts& counts) {
  return fmt::format("{:9} {}\n{:9} {}\n", "users", counts.users, "books", counts.books) +
         counts_line("rentals", counts.rentals) + counts_line("payments", counts.payments);
}

std::string flow(const Look& now, const Look& before) {
  const double seconds = std::chrono::duration<double>(now.at - before.at).count();
  return fmt::format("{:9} {:.1f} rentals a second\n", "flow",
                     static_cast<double>(now.rentals() - before.rentals()) / seconds);
}

/// With an earlier look, also how fast rentals come.
std::string lines_of(const Look& now, const Look* before, const Session& session) {
  const auto wrong = what_is_wrong(now);
  std::string lines = headline(wrong.size(), session) + '\n';
  lines += table_of(now.states, now.states, session.out()) + '\n';
  if (now.counts) lines += lines_of(*now.counts);
  if (now.counts && before != nullptr && before->counts) lines += flow(now, *before);
  for (const ReaderState& state : now.states)
    if (state.breaker) lines += '\n' + sentence_of(state.context, *state.breaker) + '\n';
  if (!wrong.empty()) lines += '\n';
  for (const std::string& why : wrong)
    lines += styled(printable(why), Style::bad, session.out().colour) + '\n';
  return lines;
}

int print(const Look& look, const Session& session) {
  if (!session.options().json) {
    fmt::print("{}", lines_of(look, nullptr, session));
    return done;
  }
  for (const ReaderState& state : look.states) session.print(json_of(state));
  return done;
}

bool may_come_back(ExitStatus status) { return status == unavailable || status == try_later; }

}  // namespace

int run(const Top&, Session& patient) {
  GlobalOptions options = patient.options();
  options.timeout = std::min(options.timeout, patience);
  Session session(options);
  auto before = look(session);  // what is wrong at once is told on the terminal as it is
  if (!before) return before.error();
  if (!can_take_screen()) return print(*before, session);
  Screen screen;
  screen.show(lines_of(*before, nullptr, session));
  while (!screen.is_left_within(between_looks)) {
    session.look_at_out_again();
    auto now = look(session);
    if (now)
      screen.show(lines_of(*now, &*before, session));
    else if (may_come_back(now.error()))
      screen.show(headline(1, session) + "\nThe suite cannot be reached.\n");
    else
      return now.error();
    if (now) before = std::move(now);
  }
  return done;
}

}  // namespace bookrent::cli
