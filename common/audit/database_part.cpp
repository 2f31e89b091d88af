#include "common/audit/database_part.hpp"

#include <fmt/format.h>

#include <map>

#include "common/audit/index_part.hpp"
#include "common/store/rows.hpp"

namespace bookrent::audit {
namespace {

bool pages_and_rows_are_sound(store::Store& store) {
  store::Rows rows(store, "PRAGMA quick_check");
  return rows.step() && rows.text(0) == "ok";
}

/// Whether all pages and rows are sound, and the indexes agree with the rows.
bool is_sound(store::Store& store) try {
  return pages_and_rows_are_sound(store) && indexes_agree(store);
} catch (const SQLite::Exception&) {
  return false;  // an entry whose row is not there
}

/// SQLite's own check of everything looks each row up in each index, which takes three times as
/// long; it is asked when there is something wrong, to say what: 100 faults at most. What it has
/// said before it met a page that it cannot read is enough. True when it said something.
bool tell_damage(store::Store& store, Findings& findings) {
  if (is_sound(store)) return false;
  bool told = false;
  try {
    store::Rows rows(store, "PRAGMA integrity_check");
    while (rows.step()) {
      if (rows.text(0) == "ok") continue;
      findings.add(fmt::format("the database file is damaged: {}", rows.text(0)));
      told = true;
    }
  } catch (const SQLite::Exception&) {
    if (!told) throw;
  }
  return told;
}

void check_references(store::Store& store, Findings& findings) {
  store::Rows rows(store, "PRAGMA foreign_key_check");
  const int table = rows.column("table"), parent = rows.column("parent");
  while (rows.step())
    findings.add(fmt::format("a row of {} refers to one that {} does not have", rows.text(table),
                             rows.text(parent)));
}

using Parts = std::map<std::string, std::string>;  // "index free_copies" → its SQL

Parts parts_of(SQLite::Database& database) {
  Parts parts;
  SQLite::Statement select(database,
                           "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema "
                           "WHERE name NOT LIKE 'sqlite_%'");
  while (select.executeStep())
    parts[select.getColumn(0).getString()] = select.getColumn(1).getString();
  return parts;
}

Parts wanted_parts(const store::Schema& schema) {
  SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  for (const std::string& step : schema.steps) fresh.exec(step);
  return parts_of(fresh);
}

void check_schema(store::Store& store, Findings& findings) {
  const Parts wanted = wanted_parts(store.schema());
  const Parts found = parts_of(store.database());
  for (const auto& [name, sql] : wanted) {
    const auto at = found.find(name);
    if (at == found.end())
      findings.add(fmt::format("the schema has lost the {}", name));
    else if (at->second != sql)
      findings.add(fmt::format("the {} of the schema was changed", name));
  }
  for (const auto& [name, sql] : found)
    if (!wanted.contains(name)) findings.add(fmt::format("the {} does not belong here", name));
}

}  // namespace

void check_database(store::Store& store, Findings& findings) {
  check_schema(store, findings);
  const bool damaged = tell_damage(store, findings);
  try {
    check_references(store, findings);
  } catch (const SQLite::Exception&) {
    if (!damaged) throw;
  }
}

}  // namespace bookrent::audit
