#include "cli/arguments/arguments.hpp"

#include <algorithm>

namespace bookrent::cli::arguments {
namespace {

/// As the logs name whoever did something; a number is a user's id.
std::string actor_of(const std::string& text) {
  const bool is_id =
      !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (is_id) return "user:" + text;
  const auto colon = text.find(':');
  if (colon == 0 || colon == std::string::npos || colon + 1 == text.size())
    throw CLI::ValidationError(
        "--actor",
        "who acts is a user's id, or as in the logs, such as user:3, account:nightly or "
        "service:rental");
  return text;
}

}  // namespace

void add_event_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "event", "The event logs", "  bookrent event tail --follow\n");
  CLI::App* app = add(noun, "tail", "Show the newest events",
                      "  bookrent event tail --follow\n"
                      "  bookrent event tail --source rental --from 1 --json\n"
                      "  bookrent event tail --actor 3 --from 1\n");
  auto tail = keep<TailEvents>();
  app->add_option("--source", tail->source, "Only of this context");
  app->add_option("--type", tail->type, "Only of this type, such as rented or book.registered");
  app->add_option_function<std::string>(
         "--actor", [tail](const std::string& text) { tail->actor = actor_of(text); },
         "Only what they did: a user's id, or account:nightly, service:rental")
      ->type_name("U");
  add_number(app, "--from", tail->from, "Begin at this sequence number", {1});
  app->add_flag("--follow,-f", tail->follow, "Go on with those to come");
  choose(reading, app, [tail] { return *tail; });
}

}  // namespace bookrent::cli::arguments
