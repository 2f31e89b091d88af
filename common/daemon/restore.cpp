#include "common/daemon/restore.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "common/daemon/exit_status.hpp"
#include "common/eventlog/envelope.hpp"
#include "common/eventlog/log.hpp"
#include "common/store/rows.hpp"
#include "common/suite/set_aside.hpp"
#include "common/turn/tables.hpp"

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

/// 0 where it gives none.
std::int64_t next_id(store::Store& store) {
  if (store.schema().next_id.empty()) return 0;
  store::Rows rows(store, fmt::format("SELECT {} AS next", store.schema().next_id).c_str());
  return rows.step() ? rows.integer(rows.column("next")) : 0;
}

/// What cannot be read any more says nothing.
std::int64_t next_id(const std::filesystem::path& file, const store::Schema& schema) try {
  const auto store = store::Store::open_to_read(file, schema);
  return store ? next_id(**store) : 0;
} catch (const SQLite::Exception&) {
  return 0;
}

/// The highest of those of the suite's databases of this context: of the one in use, and of those
/// that earlier restores have set aside.
std::int64_t next_id_of_others(const std::filesystem::path& file, const store::Schema& schema) {
  const std::filesystem::path data = file.parent_path().parent_path();
  std::int64_t next = next_id(data / file.filename(), schema);
  for (const std::filesystem::path& aside : suite::set_aside_in(data))
    next = std::max(next, next_id(aside / file.filename(), schema));
  return next;
}

clock::Milliseconds since_newest_event(store::Store& store) {
  store::Rows rows(store, "SELECT event FROM event_log ORDER BY seq DESC LIMIT 1");
  if (!rows.step()) return {};
  const auto event = eventlog::read_envelope(rows.text(rows.column("event")));
  return event ? clock::SystemClock{}.now() - event->time : clock::Milliseconds{};
}

void begin_anew(store::Store& store, random::Random& random) {
  const std::int64_t next =
      std::max(next_id(store), next_id_of_others(store.file(), store.schema()));
  const clock::Milliseconds since = since_newest_event(store);
  store.begin();
  store.database().exec(eventlog::Log::begin_epoch(random));
  if (next > 0) store.database().exec(turn::begin_ids(turn::first_id_after_restore(next, since)));
  store.database().exec(store.schema().restored);
  store.commit();
  store.write_back();  // the file alone is put into its place
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
