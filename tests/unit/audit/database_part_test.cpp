#include "common/audit/database_part.hpp"

#include <gmock/gmock.h>

#include "common/audit/index_part.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::audit {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const store::Schema schema{0x42520063, {R"sql(
  CREATE TABLE things (
    id   INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    size INTEGER,
    lent INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX things_by_name ON things(name);
  CREATE UNIQUE INDEX a_size_is_lent_once ON things(size, name) WHERE lent = 1;
  CREATE TABLE places (
    room  TEXT NOT NULL,
    shelf INTEGER NOT NULL,
    thing INTEGER UNIQUE,
    PRIMARY KEY (room, shelf)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX free_places ON places(shelf) WHERE thing IS NULL;
)sql"}};

constexpr const char* rows = R"sql(
  WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
  INSERT INTO things
    SELECT n, CASE WHEN n % 2 THEN 'Thing' ELSE 'thing' END || n, nullif(n % 7, 0), n % 3 = 0
      FROM numbers WHERE n NOT BETWEEN 400 AND 500;
  INSERT INTO places SELECT 'room ' || id % 10, id, CASE WHEN id % 4 THEN id END FROM things;
)sql";

class Database : public testing::Test {
 protected:
  Database() : store_(*store::Store::open(scratch_.path() / "things.db", schema)) { run(rows); }

  void run(const std::string& sql) { store_->database().exec(sql); }

  /// Runs `sql` while nobody knows of the index, which then says what it said before.
  void behind(const std::string& index, const std::string& sql) {
    run("CREATE TEMP TABLE known AS SELECT * FROM sqlite_schema WHERE name = '" + index + "'");
    in_schema("DELETE FROM main.sqlite_schema WHERE name = '" + index + "'");
    run(sql);
    in_schema("INSERT INTO main.sqlite_schema SELECT * FROM known");
  }

  void in_schema(const std::string& sql) {
    run("PRAGMA writable_schema=ON; " + sql + "; PRAGMA writable_schema=RESET");
  }

  std::vector<std::string> findings() {
    Findings findings;
    check_database(*store_, findings);
    return findings.take();
  }

  support::ScratchDirectory scratch_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(Database, that_is_whole_is_found_so_without_looking_rows_up) {
  EXPECT_TRUE(indexes_agree(*store_));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Database, a_row_that_an_index_misses_is_found) {
  behind("things_by_name", "INSERT INTO things VALUES(450, 'new', 1, 0)");
  EXPECT_FALSE(indexes_agree(*store_));
  EXPECT_THAT(findings(), Contains(HasSubstr("missing from index things_by_name")));
}

TEST_F(Database, an_entry_without_its_row_is_found) {
  behind("things_by_name", "DELETE FROM things WHERE id = 7");
  EXPECT_THAT(findings(), Contains(HasSubstr("wrong # of entries in index things_by_name")));
}

TEST_F(Database, an_entry_with_another_value_is_found) {
  behind("things_by_name", "UPDATE things SET name = 'other' WHERE id = 7");
  EXPECT_THAT(findings(), Contains(HasSubstr("missing from index things_by_name")));
}

TEST_F(Database, two_entries_with_each_others_values_are_found) {
  behind("things_by_name",
         "UPDATE things SET name = CASE id WHEN 7 THEN 'Thing9' ELSE 'Thing7' END "
         "WHERE id IN (7, 9)");
  EXPECT_THAT(findings(), Contains(HasSubstr("missing from index things_by_name")));
}

TEST_F(Database, a_row_that_a_partial_index_misses_is_found) {
  behind("a_size_is_lent_once", "INSERT INTO things VALUES(450, 'new', 1, 1)");
  EXPECT_THAT(findings(), Contains(HasSubstr("missing from index a_size_is_lent_once")));
}

TEST_F(Database, a_row_that_a_partial_index_should_not_have_any_more_is_found) {
  behind("a_size_is_lent_once", "UPDATE things SET lent = 0 WHERE id = 3");
  EXPECT_THAT(findings(), Contains(HasSubstr("wrong # of entries in index a_size_is_lent_once")));
}

TEST_F(Database, a_partial_index_that_has_a_row_too_many_is_found) {
  behind("a_size_is_lent_once", "DELETE FROM things WHERE id = 3");
  EXPECT_THAT(findings(), Contains(HasSubstr("wrong # of entries in index a_size_is_lent_once")));
}

TEST_F(Database, an_index_of_a_table_without_rowid_is_looked_at_too) {
  behind("free_places", "UPDATE places SET thing = 2000 WHERE shelf = 8");
  EXPECT_THAT(findings(), Contains(HasSubstr("wrong # of entries in index free_places")));
}

TEST_F(Database, entries_out_of_order_are_found) {
  run("DROP INDEX things_by_name; CREATE INDEX things_by_name ON things(name COLLATE NOCASE)");
  in_schema("UPDATE sqlite_schema SET sql = replace(sql, ' COLLATE NOCASE', '')");
  EXPECT_THAT(findings(), Contains(HasSubstr("missing from index things_by_name")));
}

TEST_F(Database, an_entry_that_is_there_twice_is_found) {
  run("DROP INDEX a_size_is_lent_once; "
      "CREATE INDEX a_size_is_lent_once ON things(size, name) WHERE lent = 1; "
      "INSERT INTO things SELECT 450, name, size, lent FROM things WHERE id = 3");
  in_schema(
      "UPDATE sqlite_schema SET sql = replace(sql, 'CREATE INDEX a_', 'CREATE UNIQUE INDEX a_')");
  EXPECT_THAT(findings(), Contains(HasSubstr("non-unique entry in index a_size_is_lent_once")));
}

TEST_F(Database, of_an_index_that_sorts_otherwise_SQLite_is_asked) {
  run("CREATE INDEX things_downwards ON things(size DESC)");
  EXPECT_FALSE(indexes_agree(*store_));
  EXPECT_THAT(findings(), testing::ElementsAre(HasSubstr("things_downwards does not belong here")));
  behind("things_downwards", "DELETE FROM things WHERE id = 7");
  EXPECT_THAT(findings(), Contains(HasSubstr("wrong # of entries in index things_downwards")));
}

}  // namespace
}  // namespace bookrent::audit
