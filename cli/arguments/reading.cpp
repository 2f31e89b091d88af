#include "cli/arguments/reading.hpp"

#include "cli/duration.hpp"

namespace bookrent::cli::arguments {

void choose(Reading& reading, CLI::App* app, std::function<Command()> make) {
  app->final_callback([&reading, make = std::move(make)] { reading.command = make(); });
}

CLI::App* add(CLI::App* parent, const char* name, const char* what, const char* examples) {
  CLI::App* app = parent->add_subcommand(name, what);
  app->footer(std::string{"\nExamples:\n"} + examples);
  return app;
}

CLI::App* add_noun(CLI::App& root, const char* name, const char* what, const char* examples) {
  CLI::App* noun = add(&root, name, what, examples);
  noun->require_subcommand(1);
  return noun;
}

void add_limit(CLI::App* app, std::optional<std::int64_t>& limit) {
  add_number(app, "--limit", limit, "Show at most N", {1});
}

std::chrono::milliseconds duration(const std::string& option, const std::string& text) {
  const auto read = read_duration(text);
  if (!read)
    throw CLI::ValidationError(
        option, fmt::format("'{}' is not a duration such as 500ms, 10s, 2m, 3d", text));
  return *read;
}

void refuse_beside_batch(const CLI::App* app, const std::string& shared) {
  for (const CLI::Option* option : app->get_options())
    if (option->count() > 0 && option->get_name() != "--batch" && option->get_name() != shared)
      throw CLI::ExcludesError("--batch", option->get_name());
}

}  // namespace bookrent::cli::arguments
