// bookrent-bench: puts a running suite under load, and measures how it answers.
#include <fmt/format.h>
#include <unistd.h>

#include "cli/render/progress.hpp"
#include "tests/bench/load/catch_up.hpp"
#include "tests/bench/load/command_line.hpp"
#include "tests/bench/load/report.hpp"

using namespace bookrent;
using namespace bookrent::bench;

namespace {

using Clock = std::chrono::steady_clock;

/// How long the readers are waited for.
constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds between_lines{100};

Measured measure(cli::Session& session, client::Client& client, Demand& demand, const Loop& loop) {
  cli::StatusLine line(STDERR_FILENO);
  Clock::time_point shown;
  return Load(session, client, demand, loop).run([&](const Measured& so_far) {
    if (!line.on_terminal() || Clock::now() - shown < between_lines) return;
    shown = Clock::now();
    line.show(progress_line(loop, so_far));
  });
}

void print(const Report& report, const cli::Session& session) {
  if (session.options().json)
    session.print(json_of(report));
  else
    fmt::print("{}", text_of(report, session.out()));
}

std::vector<std::int64_t> ids_of(const std::vector<Wish>& rentals) {
  std::vector<std::int64_t> ids;
  for (const Wish& rental : rentals) ids.push_back(rental.rental_id);
  return ids;
}

int run(const Options& options) {
  cli::Session session(options.suite);
  const auto client = session.gateway();
  if (!client) return client.error();
  // Before: whoever asks who has what shall hear it. After: rental shall know the users and books.
  if (const auto read = caught_up(session, patience); !read) return read.error();
  const auto cast = prepare(session, options.cast);
  if (!cast) return cast.error();
  if (const auto read = caught_up(session, patience); !read) return read.error();
  Demand demand(cast->users, cast->books, options.shape);
  Report report{options.loop, {}, {}};
  const auto begun = Clock::now();
  report.measured = measure(session, **client, demand, options.loop);
  const auto read = caught_up(session, patience);
  if (!read) return read.error();
  if (*read) report.caught_up = **read - begun;
  print(report, session);
  if (const auto done = give_back(session, ids_of(demand.open())); !done) return done.error();
  return errors(total(report.measured)) == 0 ? cli::done : cli::refused;
}

}  // namespace

int main(int argc, char** argv) try {
  const auto options = read_command_line(argc, argv);
  return options ? run(*options) : options.error();
} catch (const std::exception& fault) {
  fmt::print(stderr, "bookrent-bench: {}\n", fault.what());
  return cli::internal;
}
