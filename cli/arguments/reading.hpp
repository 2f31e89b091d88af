#pragma once
// What the arguments of all commands have in common. The one file of `bookrent` that knows CLI11.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/invocation.hpp"
#include "cli/whole_number.hpp"

namespace bookrent::cli::arguments {

/// Everything that arguments are read into; lives while they are read.
struct Reading {
  GlobalOptions options;
  std::optional<Command> command;
  std::string timeout = "10s";
};

/// `choose(app, make)`: when `app` was given on the command line, `make()` is the command.
void choose(Reading& reading, CLI::App* app, std::function<Command()> make);

/// A command below `parent`: its name, what it does, and examples, a line each. CLI11 owns it.
CLI::App* add(CLI::App* parent, const char* name, const char* what, const char* examples);
/// The same for a noun, whose commands follow it.
CLI::App* add_noun(CLI::App& root, const char* name, const char* what, const char* examples);

/// What a command's arguments are read into; its options and its `choose` share it.
template <class T>
std::shared_ptr<T> keep() {
  return std::make_shared<T>();
}

/// A whole number, which is read in no other way anywhere on the command line.
template <class Number>
CLI::Option* add_number(CLI::App* app, const char* name, Number& number, const char* what,
                        Range range = {}) {
  return app
      ->add_option_function<std::string>(
          name,
          [&number, name, range](const std::string& text) {
            const auto read = read_whole_number(text, range);
            if (!read) throw CLI::ValidationError(name, read.error());
            number = *read;
          },
          what)
      ->type_name("N");
}

/// The same for the id of something.
template <class Id>
CLI::Option* add_id(CLI::App* app, const char* name, Id& id, const char* what) {
  return add_number(app, name, id, what, {1})->type_name("ID");
}

/// The words of an enum of the contract, whose values count up from 0.
template <class T>
std::string choices() {
  std::vector<std::string_view> words;
  for (int value = 0; !word(static_cast<T>(value)).empty(); ++value)
    words.push_back(word(static_cast<T>(value)));
  return fmt::format("{}", fmt::join(words, ", "));
}

/// One of the words of an enum of the contract.
template <class T>
void add_word(CLI::App* app, const char* name, std::optional<T>& value, const char* what) {
  app->add_option_function<std::string>(
         name,
         [&value, name](const std::string& text) {
           T read{};
           if (!from_word(text, read))
             throw CLI::ValidationError(
                 name, fmt::format("cannot be '{}', only one of {}", text, choices<T>()));
           value = read;
         },
         what)
      ->trigger_on_parse();
}

/// --limit of a list.
void add_limit(CLI::App* app, std::optional<std::int64_t>& limit);

/// What the text of `option` says; throws CLI::ValidationError.
std::chrono::milliseconds duration(const std::string& option, const std::string& text);

/// Each record says it all, but for what `shared` names. Throws CLI::ExcludesError.
void refuse_beside_batch(const CLI::App* app, const std::string& shared);

/// Either what is on the command line, or `--batch FILE`. `shared` is an option that goes with
/// both.
template <class Single>
void choose_or_batch(Reading& reading, CLI::App* app, const std::shared_ptr<Batch>& batch,
                     CLI::Option* required, Single single, const char* shared = "") {
  const auto* given = app->add_option(
      "--batch", batch->file, "Take records from FILE (- for standard input): JSON lines or CSV");
  choose(reading, app, [app, batch, required, given, single, shared]() -> Command {
    if (given->count() > 0) {
      refuse_beside_batch(app, shared);
      return *batch;
    }
    if (required->count() == 0) throw CLI::RequiredError(required->get_name());
    return single();
  });
}

}  // namespace bookrent::cli::arguments
