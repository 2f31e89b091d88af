#include "common/audit/index_part.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/store/rows.hpp"

namespace bookrent::audit {
namespace {

struct Index {
  std::string name;
  std::string table;
  std::string condition;             // its WHERE and what follows, if it has one
  std::vector<std::string> columns;  // of an entry, the last of which lead to the row
  std::size_t key = 0;               // so many of the first are what was indexed
  bool unique = false;
  bool usual = true;  // sorted by columns, as bytes and upwards
};

/// Each index with a tree of its own; the primary key of a table WITHOUT ROWID is the table.
std::vector<Index> indexes_of(store::Store& store) {
  store::Rows rows(store,
                   "SELECT s.name, s.tbl_name, s.sql, l.\"unique\" AS only_one, l.partial "
                   "FROM sqlite_schema s JOIN pragma_index_list(s.tbl_name) l ON l.name = s.name "
                   "WHERE s.type = 'index'");
  const int name = rows.column("name"), table = rows.column("tbl_name"), sql = rows.column("sql"),
            unique = rows.column("only_one"), partial = rows.column("partial");
  std::vector<Index> indexes;
  while (rows.step()) {
    Index& index = indexes.emplace_back();
    index.name = rows.text(name);
    index.table = rows.text(table);
    index.unique = rows.integer(unique) != 0;
    if (rows.integer(partial) == 0) continue;
    const std::string_view text = rows.text(sql);
    index.condition = text.substr(std::min(text.find("WHERE"), text.size()));
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
    const bool number = rows.is_integer(column), nothing = !number && rows.null(column);
    value.kind = number ? Value::Kind::number : nothing ? Value::Kind::nothing : Value::Kind::bytes;
    value.number = number ? rows.integer(column) : 0;
    value.bytes = number ? std::string_view{} : rows.text(column);
    ++column;
  }
}

/// Calls `visit(entry)` for all that the index should have, as `reached` has them.
template <class Visit>
void each(store::Store& store, const Index& index, std::string_view reached, const Visit& visit) {
  store::Rows rows(store, fmt::format("SELECT {} FROM {} {} {}", fmt::join(index.columns, ", "),
                                      index.table, reached, index.condition)
                              .c_str());
  for (Entry entry(index.columns.size()); rows.step();) {
    read(rows, entry);
    visit(entry);
  }
}

/// Of entries in any order.
class Sum {
 public:
  void add(const Entry& entry) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    std::uint64_t digest = 0;
    for (const Value& value : entry) {
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

bool agrees(store::Store& store, const Index& index) {
  Sum wanted, found;
  Entry last;
  bool in_order = true;
  each(store, index, "NOT INDEXED", [&](const Entry& entry) { wanted.add(entry); });
  each(store, index, "INDEXED BY " + index.name, [&](const Entry& entry) {
    found.add(entry);
    if (!last.empty())
      in_order = in_order && last < entry && !(index.unique && same_key(index, last, entry));
    last = entry;
  });
  return in_order && found == wanted;
}

}  // namespace

bool indexes_agree(store::Store& store) {
  std::vector<Index> indexes = indexes_of(store);
  return std::ranges::all_of(indexes, [&](Index& index) {
    read_columns(store, index);
    return index.usual && agrees(store, index);
  });
}

}  // namespace bookrent::audit
