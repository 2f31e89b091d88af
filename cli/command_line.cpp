#include "cli/command_line.hpp"

#include <algorithm>
#include <iostream>
#include <span>

#include "cli/arguments/arguments.hpp"
#include "cli/error_line.hpp"
#include "cli/exit_status.hpp"
#include "cli/records/text_fault.hpp"
#include "cli/render/suggest.hpp"
#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

constexpr std::size_t key_bytes_max = 200;

void add_global_options(arguments::Reading& reading, CLI::App& root) {
  GlobalOptions& options = reading.options;
  CLI::Option* data =
      root.add_option("--data", options.data, "Data directory of the suite (BOOKRENT_DATA)")
          ->type_name("DIR");
  root.add_option("--endpoint", options.endpoint, "Gateway elsewhere (BOOKRENT_ENDPOINT)")
      ->excludes(data);
  root.add_option("--link-file", options.link_file,
                  "Keys for a gateway on another machine (BOOKRENT_LINK_FILE)")
      ->type_name("FILE")
      ->excludes(data);
  root.add_flag("--json", options.json, "Print one JSON object per line");
  root.add_flag("-q,--quiet", options.quiet, "Print only ids, one a line");
  root.add_option("--timeout", reading.timeout, "How long to try (default 10s)")
      ->type_name("DURATION");
  root.add_option("--idempotency-key", options.idempotency_key,
                  "Makes your own repeats of this command safe")
      ->type_name("KEY");
  root.set_version_flag("--version", "bookrent " BOOKRENT_VERSION);
}

/// The deepest command that was named.
const CLI::App* innermost(const CLI::App* app) {
  for (const CLI::App* next : app->get_subcommands()) return innermost(next);
  return app;
}

std::vector<std::string> words_of(const CLI::App* app, bool options) {
  std::vector<std::string> words;
  if (!options) {
    for (const CLI::App* one : app->get_subcommands([](const CLI::App*) { return true; }))
      words.push_back(one->get_name());
    return words;
  }
  for (; app != nullptr; app = app->get_parent())
    for (const CLI::Option* one : app->get_options())
      for (const std::string& name : one->get_lnames()) words.push_back("--" + name);
  return words;
}

std::string did_you_mean(const CLI::App* app, const std::string& word) {
  const std::vector<std::string> words = words_of(app, word.starts_with('-'));
  const std::vector<std::string_view> candidates(words.begin(), words.end());
  const auto close = suggest(word, candidates);
  return close.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(close, " or "));
}

std::string path_of(const CLI::App* app) {
  return app->get_parent() == nullptr ? app->get_name()
                                      : path_of(app->get_parent()) + " " + app->get_name();
}

/// CLI11's words for what is wrong, or better ones where a word is unknown.
std::string reason_of(CLI::App& root, const CLI::ParseError& error) {
  const CLI::App* app = innermost(&root);
  const auto unknown = root.remaining(true);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr || unknown.empty()) {
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !unknown.empty())
      return fmt::format("'{}' is not a command of {}{}", unknown.front(), path_of(app),
                         did_you_mean(app, unknown.front()));
    return error.what();
  }
  const std::string& word = unknown.front();
  const char* kind = word.starts_with('-') ? "option" : "argument or command";
  return fmt::format("unknown {} '{}'{}", kind, word, did_you_mean(app, word));
}

int refuse(const std::string& reason, const std::string& hint, bool json) {
  if (json)
    fmt::print(stderr, "{}\n", json_line(usage, reason));
  else
    fmt::print(stderr, "bookrent: {}\n{}", printable(reason), hint);
  return usage;
}

/// Prints the help or the version.
int tell(const CLI::App& root, const CLI::Success& wanted) {
  root.exit(wanted);
  if (std::cout.flush()) return done;
  fmt::print(stderr, "bookrent: the output cannot be written\n");
  return storage;
}

}  // namespace

bool wants_json(int argc, char** argv) {
  const auto words = std::span(argv, static_cast<std::size_t>(argc)).subspan(1);
  const auto end = std::ranges::find(words, std::string_view{"--"});
  return std::find(words.begin(), end, std::string_view{"--json"}) != end;
}

std::expected<Invocation, int> read_command_line(int argc, char** argv) {
  const bool json = wants_json(argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (!find_text_fault(argv[i], 1)) continue;
    return std::unexpected(
        refuse(fmt::format("argument {} is not UTF-8: '{}'", i, printable(argv[i])), {}, json));
  }
  arguments::Reading reading;
  CLI::App root{"E-book rental from one Linux machine", "bookrent"};
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(
      "\nExamples:\n"
      "  bookrent up --detach                              # a suite to try, in the background\n"
      "  bookrent user add \"Kim Minji\" --email minji@example.org\n"
      "  bookrent book import catalogue.csv --fee 1500 --copies 3\n"
      "  id=$(bookrent rent 7 --user 1 -q)\n"
      "  bookrent status \"$id\" --json\n"
      "`bookrent COMMAND --help` says more of a command, `man bookrent` of everything.\n");
  add_global_options(reading, root);
  arguments::add_user_commands(reading, root);
  arguments::add_account_commands(reading, root);
  arguments::add_login_commands(reading, root);
  arguments::add_book_commands(reading, root);
  arguments::add_rental_commands(reading, root);
  arguments::add_payment_commands(reading, root);
  arguments::add_report_commands(reading, root);
  arguments::add_event_commands(reading, root);
  arguments::add_token_commands(reading, root);
  arguments::add_admin_commands(reading, root);
  try {
    root.parse(argc, argv);
    reading.options.timeout = arguments::duration("--timeout", reading.timeout);
    if (reading.options.idempotency_key.value_or("").size() > key_bytes_max)
      throw CLI::ValidationError("--idempotency-key",
                                 fmt::format("more than {} bytes", key_bytes_max));
  } catch (const CLI::CallForHelp& help) {
    return std::unexpected(tell(root, help));
  } catch (const CLI::CallForVersion& version) {
    return std::unexpected(tell(root, version));
  } catch (const CLI::ParseError& error) {
    const std::string hint = fmt::format("Try '{} --help'.\n", path_of(innermost(&root)));
    return std::unexpected(refuse(reason_of(root, error), hint, json));
  }
  return Invocation{reading.options, *reading.command};
}

}  // namespace bookrent::cli
