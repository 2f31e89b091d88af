#include "common/settings/settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
// Some assertions of toml++ 3.3 stand before its own check of the same, and would end the daemon
// where the file is wrong.
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>

namespace bookrent::settings {
namespace {

constexpr const char* from_default = "default";

/// What may stand in the environment and is no setting: the command's own variables, and those of
/// the tests. A star stands for any end.
constexpr std::string_view other_variables[] = {
    "BOOKRENT_DATA",  "BOOKRENT_ENDPOINT",   "BOOKRENT_LINK_FILE",     "BOOKRENT_TOKEN_FILE",
    "BOOKRENT_ASKED", "BOOKRENT_SMALL_DISK", "BOOKRENT_UPDATE_GOLDEN", "BOOKRENT_TEST_*",
};

bool is_other(std::string_view name) {
  return std::ranges::any_of(other_variables, [&](std::string_view other) {
    return other.ends_with('*') ? name.starts_with(other.substr(0, other.size() - 1))
                                : name == other;
  });
}

template <class T>
using Read = std::expected<T, std::string>;

std::string dotted(std::string_view section, std::string_view key) {
  return fmt::format("{}.{}", section, key);
}

/// Text of a person on one line, with nothing in it that could drive a terminal.
std::string shown(std::string_view text) {
  std::string line;
  for (;;) {  // quotes and backslashes stay as they are: fmt's own escapes are for code
    const std::size_t plain = std::min(text.find_first_of(R"("\)"), text.size());
    const std::string quoted = fmt::format("{:?}", text.substr(0, plain));
    line += quoted.substr(1, quoted.size() - 2);
    if (plain == text.size()) return line;
    line += text[plain];
    text.remove_prefix(plain + 1);
  }
}

std::string variable(std::string_view section, std::string_view key) {
  std::string name = fmt::format("BOOKRENT_{}_{}", section, key);
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return name;
}

Read<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size())
    return std::unexpected(fmt::format("'{}' is not a whole number", shown(text)));
  return value;
}

Read<Value> truth(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::unexpected(fmt::format("'{}' is neither true nor false", shown(text)));
}

Read<Value> numbers(std::string_view text) {
  std::vector<std::int64_t> list;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const auto one = number(text.substr(0, comma));
    if (!one) return std::unexpected(one.error());
    list.push_back(*one);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

/// A value as the environment gives it.
Read<Value> from_text(const Setting& setting, const std::string& text) {
  if (std::holds_alternative<std::int64_t>(setting.standard)) return number(text);
  if (std::holds_alternative<std::string>(setting.standard)) return text;
  if (std::holds_alternative<bool>(setting.standard)) return truth(text);
  return numbers(text);
}

/// A value as TOML gives it.
Read<Value> from_node(const Setting& setting, const toml::node& node) {
  if (std::holds_alternative<std::string>(setting.standard)) {
    if (const auto* text = node.as_string()) return text->get();
    return std::unexpected("must be text in quotes");
  }
  if (std::holds_alternative<std::int64_t>(setting.standard)) {
    if (const auto* integer = node.as_integer()) return integer->get();
    return std::unexpected("must be a whole number");
  }
  if (std::holds_alternative<bool>(setting.standard)) {
    if (const auto* boolean = node.as_boolean()) return boolean->get();
    return std::unexpected("must be true or false");
  }
  std::vector<std::int64_t> list;
  const auto* array = node.as_array();
  if (array == nullptr) return std::unexpected("must be a list of whole numbers");
  for (const toml::node& element : *array) {
    if (!element.is_integer()) return std::unexpected("must be a list of whole numbers");
    list.push_back(element.as_integer()->get());
  }
  return list;
}

std::optional<std::string> out_of_bounds(const Setting& setting, std::int64_t number) {
  if (number >= setting.least && number <= setting.most) return std::nullopt;
  if (setting.most == INT64_MAX) return fmt::format("must be at least {}", setting.least);
  return fmt::format("must be from {} to {}", setting.least, setting.most);
}

std::optional<std::string> problem_of(const Setting& setting, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return out_of_bounds(setting, *integer);
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (setting.choices.empty() || std::ranges::count(setting.choices, *text) > 0)
      return std::nullopt;
    return fmt::format("must be one of {}", fmt::join(setting.choices, ", "));
  }
  if (std::holds_alternative<bool>(value)) return std::nullopt;
  for (const std::int64_t one : std::get<std::vector<std::int64_t>>(value))
    if (auto problem = out_of_bounds(setting, one)) return problem;
  return std::nullopt;
}

Read<Value> checked(const Setting& setting, Read<Value> value) {
  if (!value) return value;
  if (auto problem = problem_of(setting, *value)) return std::unexpected(*std::move(problem));
  return value;
}

/// Collects values and problems while a file and the environment are read.
struct Reading {
  std::string file;
  std::span<const Setting> table;
  std::map<std::string, Origin>& values;
  std::vector<std::string> problems;

  void problem(const toml::node& node, const std::string& what) {
    problems.push_back(fmt::format("{}:{}: {}", file, node.source().begin.line, what));
  }

  std::string known_keys(std::string_view section) const {
    std::vector<std::string_view> names;
    for (const Setting& setting : table)
      if (setting.section == section) names.push_back(setting.key);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  std::string sections() const {
    std::vector<std::string_view> names;
    for (const Setting& setting : table)
      if (std::ranges::count(names, setting.section) == 0) names.push_back(setting.section);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  void take(std::string_view section, std::string_view key, const toml::node& node) {
    const auto setting = std::ranges::find_if(
        table, [&](const Setting& one) { return one.section == section && one.key == key; });
    if (setting == table.end())
      return problem(node, fmt::format("unknown setting {}.{}; [{}] has {}", section, shown(key),
                                       section, known_keys(section)));
    const auto value = checked(*setting, from_node(*setting, node));
    if (!value) return problem(node, fmt::format("{}.{} {}", section, key, value.error()));
    values[dotted(section, key)] = {*value, fmt::format("{}:{}", file, node.source().begin.line)};
  }

  void take_section(std::string_view section, const toml::node& node) {
    const bool known =
        std::ranges::any_of(table, [&](const Setting& one) { return one.section == section; });
    if (!known) return problem(node, fmt::format("unknown section [{}]", shown(section)));
    const auto* keys = node.as_table();
    if (keys == nullptr) return problem(node, fmt::format("{} must be a [section]", section));
    for (const auto& [key, value] : *keys) take(section, key.str(), value);
  }

  void take_variable(const std::string& name, const std::string& text) {
    const auto setting = std::ranges::find_if(
        table, [&](const Setting& one) { return variable(one.section, one.key) == name; });
    if (setting == table.end()) return refuse_variable(name);
    const auto value = checked(*setting, from_text(*setting, text));
    if (value)
      values[dotted(setting->section, setting->key)] = {*value, name};
    else
      problems.push_back(fmt::format("{}: {}", name, value.error()));
  }

  /// A mistyped name would leave a default in force that nobody wants.
  void refuse_variable(const std::string& name) {
    if (is_other(name)) return;
    const auto section = std::ranges::find_if(
        table, [&](const Setting& one) { return name.starts_with(variable(one.section, "")); });
    if (section == table.end())
      return problems.push_back(fmt::format("{}: no setting has this name; the sections are {}",
                                            shown(name), sections()));
    problems.push_back(fmt::format("{}: unknown setting; [{}] has {}", shown(name),
                                   section->section, known_keys(section->section)));
  }

  void read() try {
    const toml::table root = toml::parse_file(file);
    for (const auto& [section, node] : root) take_section(section.str(), node);
  } catch (const toml::parse_error& error) {
    problems.push_back(
        fmt::format("{}:{}: {}", file, error.source().begin.line, shown(error.description())));
  }
};

/// Why a file that is there cannot be read; nothing when it can, or is not there.
std::optional<std::string> unreadable(const std::filesystem::path& file) {
  std::error_code error;
  const auto kind = std::filesystem::status(file, error).type();
  if (kind == std::filesystem::file_type::not_found) return std::nullopt;
  if (kind == std::filesystem::file_type::directory) return "is a directory, not a file";
  if (::access(file.c_str(), R_OK) == 0) return std::nullopt;
  return "cannot be read: " + std::generic_category().message(errno);
}

}  // namespace

std::string toml(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  if (const auto* text = std::get_if<std::string>(&value)) return fmt::format("\"{}\"", *text);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return fmt::format("{}", std::get<std::vector<std::int64_t>>(value));
}

Environment process_environment() {
  Environment variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (text.starts_with("BOOKRENT_") && equals != text.npos)
      variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

std::expected<Settings, std::string> Settings::load(const std::filesystem::path& file,
                                                    std::span<const Setting> table,
                                                    const Environment& environment) {
  Settings settings;
  for (const Setting& setting : table)
    settings.values_[dotted(setting.section, setting.key)] = {setting.standard, from_default};
  Reading reading{file.string(), table, settings.values_, {}};
  const auto problem = unreadable(file);
  if (problem) reading.problems.push_back(fmt::format("{} {}", file.string(), *problem));
  if (!problem && std::filesystem::exists(file)) reading.read();
  for (const auto& [name, text] : environment) reading.take_variable(name, text);
  if (!reading.problems.empty())
    return std::unexpected(fmt::format("{}", fmt::join(reading.problems, "\n")));
  return settings;
}

BadSetting Settings::bad(std::string_view section, std::string_view key,
                         std::string_view why) const {
  const std::string name = dotted(section, key);
  return BadSetting{fmt::format("{}: {} {}", values_.at(name).from, name, why)};
}

std::string Settings::needs_restart(const Settings& next, std::span<const Setting> table) const {
  std::vector<std::string> lines;
  for (const Setting& setting : table) {
    const std::string name = dotted(setting.section, setting.key);
    if (setting.change == Change::reload || !was_asked(setting.section, setting.key)) continue;
    const Origin& now = values_.at(name);
    const Origin& then = next.values_.at(name);
    if (now.value == then.value) continue;
    // A line that was taken away has no place: it is named by where it stood.
    lines.push_back(fmt::format("{}: {} cannot change while the daemon runs; restart it",
                                then.from == from_default ? now.from : then.from, name));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

bool Settings::was_asked(std::string_view section, std::string_view key) const {
  return asked_.contains(dotted(section, key));
}

const Value& Settings::value(std::string_view section, std::string_view key) const {
  const auto found = values_.find(dotted(section, key));
  if (found == values_.end()) throw std::logic_error("no setting " + dotted(section, key));
  asked_.insert(found->first);
  return found->second.value;
}

std::int64_t Settings::integer(std::string_view section, std::string_view key) const {
  return std::get<std::int64_t>(value(section, key));
}

const std::string& Settings::text(std::string_view section, std::string_view key) const {
  return std::get<std::string>(value(section, key));
}

bool Settings::flag(std::string_view section, std::string_view key) const {
  return std::get<bool>(value(section, key));
}

const std::vector<std::int64_t>& Settings::integers(std::string_view section,
                                                    std::string_view key) const {
  return std::get<std::vector<std::int64_t>>(value(section, key));
}

}  // namespace bookrent::settings
