#pragma once
// What the command that makes a backup asks of a context, and what that answers: the bodies of the
// operation `backup`.
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "common/backup/manifest.hpp"

namespace bookrent::backup {

/// In this order. Each may be repeated.
enum class Step {
  copy,      // begin to copy
  tell,      // how far it has come; at any time
  hold,      // handle nothing more: once all contexts do, nothing is on its way between them
  cut,       // the copy is final
  go_on,     // handle what waits, and bring the copy to the disk
  manifest,  // write the manifest; one context, once all have written theirs
  drop,      // take away what was made
};
/// Where a context's part of the backup stands.
enum class State {
  copying,
  copied,   // but for what changes
  still,    // and handles nothing
  cut,      // and handles nothing
  writing,  // to the disk
  written,
  sealed,   // the manifest, too
  dropped,  // by a `drop`, or never begun
};

struct Order {
  std::string backup;  // its id, chosen by the command
  Step step = Step::copy;
  std::string directory;                  // of the first step: absolute
  std::optional<Manifest> manifest = {};  // of its step
};
std::string json_of(const Order& order);
/// Error: what is wrong, for people.
std::expected<Order, std::string> order_of_json(std::string_view text);

struct Report {
  std::string context;
  State state = State::dropped;
  std::int64_t pages = 0;           // of the database
  std::int64_t copied = 0;          // of them
  std::optional<Copied> file = {};  // once it is written
};
std::string json_of(const Report& report);
std::expected<Report, std::string> report_of_json(std::string_view text);

}  // namespace bookrent::backup
