#include "tests/bench/load/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <ranges>

#include "cli/duration.hpp"
#include "cli/exit_status.hpp"
#include "cli/render/text.hpp"
#include "cli/whole_number.hpp"

namespace bookrent::bench {
namespace {

using std::string;

constexpr const char* footer = R"(Examples:
  bookrent-bench --data /tmp/trial
  bookrent-bench --rate 2000 --duration 60s --json
  bookrent-bench --in-flight 256 --mix rent=1 --zipf 0
It leaves its users, books and rentals in the suite, all of them returned or cancelled;
`man bookrent-bench` says more.
)";

template <class Number>
CLI::Option* add_number(CLI::App& app, const char* name, Number& number, const char* what,
                        cli::Range range) {
  return app
      .add_option_function<string>(
          name,
          [&number, name, range](const string& text) {
            const auto read = cli::read_whole_number(text, range);
            if (!read) throw CLI::ValidationError(name, read.error());
            number = *read;
          },
          what)
      ->type_name("N");
}

CLI::Option* add_duration(CLI::App& app, const char* name, std::chrono::milliseconds& time,
                          const char* what) {
  return app
      .add_option_function<string>(
          name,
          [&time, name](const string& text) {
            const auto read = cli::read_duration(text);
            if (!read)
              throw CLI::ValidationError(
                  name, fmt::format("'{}' is not a duration such as 500ms, 10s, 2m", text));
            time = *read;
          },
          what)
      ->type_name("DURATION");
}

/// `rent=40,return=30`; what is not named does not come.
Mix read_mix(const string& text) {
  Mix mix{};
  for (const auto& range : std::views::split(text, ',')) {
    const std::string_view part(range.begin(), range.end());
    const auto sign = part.find('=');
    std::size_t kind = 0;
    while (kind < kinds && word(static_cast<Kind>(kind)) != part.substr(0, sign)) ++kind;
    if (kind == kinds || sign == part.npos)
      throw CLI::ValidationError(
          "--mix",
          fmt::format("'{}' is not one of rent, cancel, return, status with a number, as in rent=3",
                      part));
    const auto number = cli::read_whole_number(part.substr(sign + 1), {0, 1'000'000});
    if (!number) throw CLI::ValidationError("--mix", number.error());
    mix[kind] = *number;
  }
  if (std::ranges::all_of(mix, [](std::int64_t part) { return part == 0; }))
    throw CLI::ValidationError("--mix", "there is nothing in it");
  return mix;
}

void add_suite_options(CLI::App& app, cli::GlobalOptions& options) {
  CLI::Option* data =
      app.add_option("--data", options.data, "Data directory of the suite (BOOKRENT_DATA)")
          ->type_name("DIR");
  app.add_option("--endpoint", options.endpoint, "Gateway elsewhere (BOOKRENT_ENDPOINT)")
      ->excludes(data);
  app.add_option("--link-file", options.link_file,
                 "Keys for a gateway on another machine (BOOKRENT_LINK_FILE)")
      ->type_name("FILE")
      ->excludes(data);
  app.add_flag("--json", options.json, "Print the report as one JSON object");
  add_duration(app, "--timeout", options.timeout, "How long a request may take (default 10s)");
  app.set_version_flag("--version", "bookrent-bench " BOOKRENT_VERSION);
}

void add_loop_options(CLI::App& app, Options& options) {
  Loop& loop = options.loop;
  CLI::Option* in_flight =
      add_number(app, "--in-flight", loop.in_flight,
                 "Closed loop: so many requests at a time (default 64)", {1, 4'096});
  add_number(app, "--rate", loop.rate,
             "Open loop: so many requests a second, and times that count from when each was due",
             {1, 1'000'000})
      ->excludes(in_flight);
  CLI::Option* duration =
      add_duration(app, "--duration", loop.duration, "For so long (default 10s)");
  add_number(app, "--requests", loop.requests, "So many requests, instead of a duration",
             {1, INT64_MAX})
      ->excludes(duration);
}

void add_demand_options(CLI::App& app, Options& options) {
  app.add_option_function<string>(
         "--mix", [&](const string& text) { options.shape.mix = read_mix(text); },
         "What is asked for (default rent=40,cancel=5,return=35,status=20)")
      ->type_name("KIND=N,...");
  app.add_option("--zipf", options.shape.zipf,
                 "How unequally books are wanted: the exponent of Zipf's law (default 1)")
      ->check(CLI::Range(0.0, 10.0).name(""))
      ->type_name("S");
  add_number(app, "--seed", options.shape.seed, "Of the choice of users and books (default 1)",
             {0, INT64_MAX});
  add_number(app, "--users", options.cast.users, "So many users (default 10000)", {1, 10'000'000});
  add_number(app, "--books", options.cast.books, "So many books (default 1000)", {1, 1'000'000});
  app.add_flag("--among-real-data", options.cast.among_real_data,
               "Also in a suite that has users or books of others");
}

}  // namespace

std::expected<Options, int> read_command_line(int argc, char** argv) {
  Options options;
  CLI::App app{"Puts a running suite under load, and measures how it answers", "bookrent-bench"};
  app.footer(footer);
  add_suite_options(app, options.suite);
  add_loop_options(app, options);
  add_demand_options(app, options);
  try {
    app.parse(argc, argv);
    return options;
  } catch (const CLI::Success& wanted) {
    app.exit(wanted);
    return std::unexpected(std::cout.flush() ? cli::done : cli::storage);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "bookrent-bench: {}\nTry 'bookrent-bench --help'.\n",
               cli::printable(error.what()));
    return std::unexpected(cli::usage);
  }
}

}  // namespace bookrent::bench
