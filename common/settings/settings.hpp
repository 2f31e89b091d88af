#pragma once
// Settings from one TOML file, each overridable by the environment (BOOKRENT_<SECTION>_<KEY>).
// What may be set is a table of `Setting`; everything else is refused with its line.
#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bookrent::settings {

using Value = std::variant<std::int64_t, std::string, std::vector<std::int64_t>, bool>;

/// When a changed setting counts: once the settings are read anew, or from the next start on.
enum class Change { reload, restart };

/// As it would stand in the file.
std::string toml(const Value& value);

struct Setting {
  std::string_view section;
  std::string_view key;
  Value standard;                              // the default; its type is the setting's type
  std::int64_t least = 0, most = INT64_MAX;    // of a number, or of each number in a list
  std::vector<std::string_view> choices = {};  // of a text; empty: any
  std::string_view meaning = {};
  Change change = Change::reload;
};

/// Where a value came from, for people.
struct Origin {
  Value value;
  std::string from;  // `default`, `bookrent.toml:7`, `BOOKRENT_LOG_LEVEL`
};

/// A value that fits the table but that a daemon cannot work with, such as a time zone that is not
/// installed; made by Settings::bad(), which names where it came from.
struct BadSetting : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Variables by name.
using Environment = std::map<std::string, std::string>;
/// The variables of this process that begin with `BOOKRENT_`.
Environment process_environment();

class Settings {
 public:
  /// Reads `file` (which may be missing) over the defaults of `table`, then the environment over
  /// both. A variable `BOOKRENT_…` that is neither a setting nor one of the suite's own is a
  /// problem as an unknown key of the file is. Error: one line a problem, each with its place.
  static std::expected<Settings, std::string> load(const std::filesystem::path& file,
                                                   std::span<const Setting> table,
                                                   const Environment& environment);

  /// The value of a setting that is in the table, with the type it has there; anything else is a
  /// bug and throws std::logic_error.
  std::int64_t integer(std::string_view section, std::string_view key) const;
  const std::string& text(std::string_view section, std::string_view key) const;
  bool flag(std::string_view section, std::string_view key) const;
  const std::vector<std::int64_t>& integers(std::string_view section, std::string_view key) const;

  /// What to throw when the value of a setting fits the table and is of no use: `why` stands after
  /// its name, and before it where it came from.
  BadSetting bad(std::string_view section, std::string_view key, std::string_view why) const;

  /// What a process that works with these settings cannot take from `next` before it starts anew:
  /// a line for each setting of Change::restart in `table` that it has asked for and that is
  /// another one there, with its place. Empty: nothing.
  std::string needs_restart(const Settings& next, std::span<const Setting> table) const;
  bool was_asked(std::string_view section, std::string_view key) const;
  /// From now on the values are those of `next`.
  void take_over(const Settings& next) { values_ = next.values_; }

  /// All values by `section.key`.
  const std::map<std::string, Origin>& all() const { return values_; }

 private:
  const Value& value(std::string_view section, std::string_view key) const;
  std::map<std::string, Origin> values_;
  mutable std::set<std::string> asked_;  // names; what nobody has asked for may change at any time
};

}  // namespace bookrent::settings
