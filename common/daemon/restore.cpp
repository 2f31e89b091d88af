#include "common/daemon/restore.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "common/daemon/exit_status.hpp"
#include "common/eventlog/log.hpp"
#include "common/store/rows.hpp"

namespace bookrent::daemon {
namespace {

int fail(const std::string& reason, int status) {
  fmt::print(stderr, "{}\n", reason);
  return status;
}

/// The first fault that SQLite finds in the file; empty: none.
std::string fault_in(store::Store& store) {
  store::Rows rows(store, "PRAGMA integrity_check(1)");
  if (!rows.step()) return "nothing can be said of it";
  const std::string fault{rows.text(0)};
  return fault == "ok" ? "" : fault;
}

void begin_anew(store::Store& store, random::Random& random) {
  store.begin();
  store.database().exec(eventlog::Log::begin_epoch(random));
  store.database().exec(store.schema().restored);
  store.commit();
}

}  // namespace

int restore(const Context& context, const std::filesystem::path& file) try {
  if (!std::filesystem::exists(file))
    return fail(fmt::format("there is no {}", file.string()), storage);
  const auto store = store::Store::open(file, context.schema);
  if (!store) return fail(store.error().message, status_of(store.error().problem));
  if (const std::string fault = fault_in(**store); !fault.empty())
    return fail(fmt::format("{} is damaged: {}", file.string(), fault), storage);
  random::SystemRandom random;
  begin_anew(**store, random);
  return done;
} catch (const SQLite::Exception& fault) {
  return fail(fmt::format("{}: {}", file.string(), fault.what()), storage);
}

}  // namespace bookrent::daemon
