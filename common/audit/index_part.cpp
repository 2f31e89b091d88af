#include "common/audit/index_part.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/store/rows.hpp"

namespace bookrent::audit {
namespace {

struct Index {
  std::string name;
  std::string condition;             // of the rows that it has; empty: all
  std::vector<std::string> columns;  // of an entry, the last of which lead to the row
  std::size_t key = 0;               // so many of the first are what was indexed
  bool unique = false;
  bool usual = true;  // sorted by columns, as bytes and upwards
};

/// Each index with a tree of its own, by its table; the primary key of a table WITHOUT ROWID is the
/// table.
std::map<std::string, std::vector<Index>> indexes_by_table(store::Store& store) {
  store::Rows rows(store,
                   "SELECT s.name, s.tbl_name, s.sql, l.\"unique\" AS only_one, l.partial "
                   "FROM sqlite_schema s JOIN pragma_index_list(s.tbl_name) l ON l.name = s.name "
                   "WHERE s.type = 'index'");
  const int name = rows.column("name"), table = rows.column("tbl_name"), sql = rows.column("sql"),
            unique = rows.column("only_one"), partial = rows.column("partial");
  std::map<std::string, std::vector<Index>> indexes;
  while (rows.step()) {
    Index& index = indexes[std::string{rows.text(table)}].emplace_back();
    index.name = rows.text(name);
    index.unique = rows.integer(unique) != 0;
    if (rows.integer(partial) == 0) continue;
    constexpr std::string_view mark = "WHERE";
    const std::string_view text = rows.text(sql);
    index.condition =
        text.substr(std::min(text.find(mark), text.size() - mark.size()) + mark.size());
  }
  return indexes;
}

void read_columns(store::Store& store, Index& index) {
  store::Rows rows(store, "SELECT * FROM pragma_index_xinfo(?1) ORDER BY seqno", index.name);
  const int place = rows.column("cid"), name = rows.column("name"), down = rows.column("desc"),
            collation = rows.column("coll"), key = rows.column("key");
  constexpr std::int64_t rowid = -1, expression = -2;
  while (rows.step()) {
    index.columns.emplace_back(rows.integer(place) == rowid ? "rowid" : rows.text(name));
    if (rows.integer(key) != 0) ++index.key;
    index.usual = index.usual && rows.integer(place) != expression && rows.integer(down) == 0 &&
                  rows.text(collation) == "BINARY";
  }
}

/// As SQLite sorts them: nothing before numbers, numbers before bytes.
struct Value {
  enum class Kind : std::uint8_t { nothing, number, bytes };
  Kind kind = Kind::nothing;
  std::int64_t number = 0;
  std::string_view bytes = {};
  auto operator<=>(const Value&) const = default;
};

Value value_of(const store::Cell& cell) {
  if (cell.is_integer()) return {Value::Kind::number, cell.integer()};
  if (cell.null()) return {};
  return {Value::Kind::bytes, 0, cell.text()};
}

/// Of entries that SQLite hands over one by one.
class Entries {
 public:
  /// In any order.
  void add(std::span<sqlite3_value* const> columns) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    std::uint64_t digest = 0;
    next_.clear();
    for (sqlite3_value* const column : columns) {
      const Value& value = next_.emplace_back(value_of(store::Cell{column}));
      digest ^= std::uint64_t(value.number);
      if (value.kind == Value::Kind::bytes) digest ^= std::hash<std::string_view>{}(value.bytes);
      digest = (digest + std::uint64_t(value.kind) + 1) * odd;
      digest ^= digest >> 32;
    }
    digests_ += digest * odd;
    ++number_;
  }

  /// In theirs; no two have the same `key` first columns, unless that is 0 or one of them nothing.
  void add_next(std::span<sqlite3_value* const> columns, std::size_t key) {
    add(columns);
    if (number_ > 1) in_order_ = in_order_ && last_ < next_ && (key == 0 || !same_key(key));
    keep();
  }

  /// Nothing when they did not come in order.
  std::optional<std::int64_t> sum() const {
    if (!in_order_) return std::nullopt;
    return static_cast<std::int64_t>(digests_ + std::uint64_t(number_));
  }

 private:
  bool same_key(std::size_t key) const {
    for (std::size_t i = 0; i < key; ++i)
      if (last_[i] != next_[i] || last_[i].kind == Value::Kind::nothing) return false;
    return true;
  }

  /// The bytes of an entry are SQLite's until it hands over the next one.
  void keep() {
    std::size_t size = 0;
    for (const Value& value : next_) size += value.bytes.size();
    kept_.resize(size);
    char* to = kept_.data();
    for (Value& value : next_) {
      char* const end = std::ranges::copy(value.bytes, to).out;
      value.bytes = {to, end};
      to = end;
    }
    std::swap(last_, next_);
  }

  std::int64_t number_ = 0;
  std::uint64_t digests_ = 0;
  bool in_order_ = true;
  std::vector<Value> last_, next_;
  std::string kept_;  // the bytes of the last entry
};

/// Made when SQLite asks for them first, and gone with finish(). Null when there is no memory.
Entries** entries_of(sqlite3_context* context) {
  return static_cast<Entries**>(sqlite3_aggregate_context(context, sizeof(Entries*)));
}

void add(sqlite3_context* context, int number, sqlite3_value** arguments) noexcept {
  Entries** entries = entries_of(context);
  if (entries == nullptr) return sqlite3_result_error_nomem(context);
  if (*entries == nullptr) *entries = new (std::nothrow) Entries;
  if (*entries == nullptr) return sqlite3_result_error_nomem(context);
  const std::span<sqlite3_value* const> columns(arguments + 1,
                                                static_cast<std::size_t>(number - 1));
  const store::Cell key{arguments[0]};
  if (key.null())
    (*entries)->add(columns);
  else
    (*entries)->add_next(columns, static_cast<std::size_t>(key.integer()));
}

void finish(sqlite3_context* context) noexcept {
  Entries** made = entries_of(context);
  if (made == nullptr) return sqlite3_result_error_nomem(context);
  const std::unique_ptr<Entries> entries(*made);
  const auto sum = entries ? entries->sum() : 0;
  if (sum) sqlite3_result_int64(context, *sum);
}

/// What the rows of a table make of each of its indexes, in one reading.
std::vector<std::int64_t> wanted(store::Store& store, const std::string& table,
                                 const std::vector<Index>& indexes) {
  std::vector<std::string> columns;
  columns.reserve(indexes.size());
  for (const Index& index : indexes)
    columns.push_back(fmt::format(
        "entries(NULL, {}){}", fmt::join(index.columns, ", "),
        index.condition.empty() ? "" : fmt::format(" FILTER (WHERE {})", index.condition)));
  store::Rows rows(
      store, fmt::format("SELECT {} FROM {} NOT INDEXED", fmt::join(columns, ", "), table).c_str());
  std::vector<std::int64_t> sums;
  if (rows.step())
    for (int i = 0; i < std::ssize(indexes); ++i) sums.push_back(rows.integer(i));
  return sums;
}

/// Whether the entries stand in order, and are those that are wanted.
bool agrees(store::Store& store, const std::string& table, const Index& index,
            std::int64_t wanted) {
  store::Rows rows(
      store, fmt::format("SELECT entries({}, {}) FROM {} INDEXED BY {}{}",
                         index.unique ? index.key : 0, fmt::join(index.columns, ", "), table,
                         index.name, index.condition.empty() ? "" : " WHERE " + index.condition)
                 .c_str());
  return rows.step() && !rows.null(0) && rows.integer(0) == wanted;
}

bool indexes_agree(store::Store& store, const std::string& table, std::vector<Index>& indexes) {
  for (Index& index : indexes) {
    read_columns(store, index);
    if (!index.usual) return false;
  }
  const std::vector<std::int64_t> sums = wanted(store, table, indexes);
  for (std::size_t i = 0; i < indexes.size(); ++i)
    if (!agrees(store, table, indexes[i], sums.at(i))) return false;
  return true;
}

}  // namespace

bool indexes_agree(store::Store& store) {
  store.database().createFunction("entries", -1, true, nullptr, nullptr, add, finish);
  auto indexes = indexes_by_table(store);
  return std::ranges::all_of(
      indexes, [&](auto& one) { return indexes_agree(store, one.first, one.second); });
}

}  // namespace bookrent::audit
