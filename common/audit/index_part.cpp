#include "common/audit/index_part.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
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
  std::string bytes;
  auto operator<=>(const Value&) const = default;
};
using Entry = std::vector<Value>;

void read(const store::Rows& rows, Entry& entry) {
  int column = 0;
  for (Value& value : entry) {
    const store::Cell cell = rows.cell(column);
    const bool number = cell.is_integer(), nothing = !number && cell.null();
    value.kind = number ? Value::Kind::number : nothing ? Value::Kind::nothing : Value::Kind::bytes;
    value.number = number ? cell.integer() : 0;
    value.bytes = number ? std::string_view{} : cell.text();
    ++column;
  }
}

/// Of entries in any order.
class Sum {
 public:
  /// `values` is a range of them.
  template <class Values>
  void add(const Values& values) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    std::uint64_t digest = 0;
    for (const Value& value : values) {
      digest ^= value.kind == Value::Kind::bytes ? std::hash<std::string_view>{}(value.bytes)
                                                 : std::uint64_t(value.number);
      digest = (digest + std::uint64_t(value.kind) + 1) * odd;
      digest ^= digest >> 32;
    }
    digests_ += digest * odd;
    ++entries_;
  }
  bool operator==(const Sum&) const = default;

 private:
  std::int64_t entries_ = 0;
  std::uint64_t digests_ = 0;
};

bool same_key(const Index& index, const Entry& one, const Entry& other) {
  for (std::size_t i = 0; i < index.key; ++i)
    if (one[i] != other[i] || one[i].kind == Value::Kind::nothing) return false;
  return true;
}

/// All columns that the entries of some indexes have, each once, and where each of an index is.
class Columns {
 public:
  std::vector<std::size_t> places_of(const Index& index) {
    std::vector<std::size_t> places;
    for (const std::string& column : index.columns) places.push_back(place_of(column));
    return places;
  }
  std::size_t place_of(const std::string& column) {
    const auto found = std::ranges::find(names_, column);
    if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    names_.push_back(column);
    return names_.size() - 1;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

/// What the rows of a table make of each of its indexes, in one reading.
std::vector<Sum> wanted(store::Store& store, const std::string& table,
                        const std::vector<Index>& indexes) {
  struct Wanted {
    std::vector<std::size_t> places;
    std::size_t condition;
  };
  Columns columns;
  std::vector<Wanted> all;
  for (const Index& index : indexes) {
    std::vector<std::size_t> places = columns.places_of(index);
    const std::string condition =
        index.condition.empty() ? "1" : "(" + index.condition + ") IS TRUE";
    all.push_back({std::move(places), columns.place_of(condition)});
  }
  std::vector<Sum> sums(indexes.size());
  store::Rows rows(
      store, fmt::format("SELECT {} FROM {} NOT INDEXED", fmt::join(columns.names(), ", "), table)
                 .c_str());
  for (Entry row(columns.names().size()); rows.step();) {
    read(rows, row);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (row[all[i].condition].number != 0)
        sums[i].add(std::views::transform(
            all[i].places, [&](std::size_t place) -> const Value& { return row[place]; }));
  }
  return sums;
}

/// Whether the entries stand in order, and are those that are wanted.
bool agrees(store::Store& store, const std::string& table, const Index& index, const Sum& wanted) {
  store::Rows rows(
      store, fmt::format("SELECT {} FROM {} INDEXED BY {}{}", fmt::join(index.columns, ", "), table,
                         index.name, index.condition.empty() ? "" : " WHERE " + index.condition)
                 .c_str());
  Sum found;
  Entry last(index.columns.size()), entry(index.columns.size());
  for (bool first = true; rows.step(); first = false, std::swap(last, entry)) {
    read(rows, entry);
    found.add(entry);
    if (first) continue;
    if (!(last < entry) || (index.unique && same_key(index, last, entry))) return false;
  }
  return found == wanted;
}

bool indexes_agree(store::Store& store, const std::string& table, std::vector<Index>& indexes) {
  for (Index& index : indexes) {
    read_columns(store, index);
    if (!index.usual) return false;
  }
  const std::vector<Sum> sums = wanted(store, table, indexes);
  for (std::size_t i = 0; i < indexes.size(); ++i)
    if (!agrees(store, table, indexes[i], sums[i])) return false;
  return true;
}

}  // namespace

bool indexes_agree(store::Store& store) {
  auto indexes = indexes_by_table(store);
  return std::ranges::all_of(
      indexes, [&](auto& one) { return indexes_agree(store, one.first, one.second); });
}

}  // namespace bookrent::audit
