#include "common/store/store.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "common/store/statement.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::store {
namespace {

const Schema schema{0x42520063,
                    {"CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT) STRICT;"}};

class StoreIn : public testing::Test {
 protected:
  std::filesystem::path file() const { return scratch_.path() / "things.db"; }
  std::string bytes() const {
    std::ifstream stream(file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  support::ScratchDirectory scratch_;
};

TEST_F(StoreIn, a_new_file_gets_the_schema_and_keeps_what_is_committed) {
  {
    auto store = *Store::open(file(), schema);
    store->begin();
    Statement(*store, "INSERT INTO things(name) VALUES(?1)").run("가");
    store->commit();
  }
  auto again = *Store::open(file(), schema);
  Statement select(*again, "SELECT name FROM things");
  ASSERT_TRUE(select.bind().step());
  EXPECT_EQ(select.text("name"), "가");
}

TEST_F(StoreIn, starts_over_with_nothing_but_what_it_is_given_and_goes_on) {
  {
    auto store = *Store::open(file(), schema);
    Statement insert(*store, "INSERT INTO things(name) VALUES(?1)");
    for (int i = 0; i < 1000; ++i) insert.run(std::string(1000, 'x'));
    EXPECT_THROW(
        {
          store->begin();
          store->start_over({});
        },
        SQLite::Exception);
    store->rollback();
    EXPECT_EQ(store->database().execAndGet("SELECT count(*) FROM things").getInt(), 1000);
    store->start_over("INSERT INTO things(name) VALUES('가')");
    EXPECT_LT(std::filesystem::file_size(file()), 20'000U);
    insert.run("나");
    EXPECT_EQ(store->database().execAndGet("PRAGMA journal_mode").getString(), "wal");
  }
  auto again = *Store::open(file(), schema);
  EXPECT_EQ(again->database().execAndGet("SELECT group_concat(name) FROM things").getString(),
            "가,나");
}

TEST_F(StoreIn, uses_write_ahead_logging_and_full_sync) {
  auto store = *Store::open(file(), schema);
  EXPECT_EQ(store->database().execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(store->database().execAndGet("PRAGMA synchronous").getInt(), 2);
  EXPECT_EQ(store->database().execAndGet("PRAGMA locking_mode").getString(), "exclusive");
}

TEST_F(StoreIn, a_second_opener_is_turned_away) {
  auto first = *Store::open(file(), schema);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto second = Store::open(file(), schema);
    ::_exit(!second && second.error().problem == OpenProblem::in_use ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(StoreIn, tells_whether_a_process_has_it_open) {
  EXPECT_FALSE(Store::in_use(file()));
  EXPECT_FALSE(std::filesystem::exists(file()));
  const auto asked_by_another = [this] {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(Store::in_use(file()) ? 0 : 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    return status == 0;
  };
  auto store = *Store::open(file(), schema);
  EXPECT_TRUE(asked_by_another());
  store.reset();
  EXPECT_FALSE(asked_by_another());
}

TEST_F(StoreIn, a_file_that_ends_within_the_header_is_refused_and_untouched) {
  for (const std::size_t size : {15U, 16U, 99U}) {
    std::string torn{"SQLite format 3"};
    torn.resize(size);
    std::ofstream(file(), std::ios::binary) << torn;
    const auto refused = Store::open(file(), schema);
    ASSERT_FALSE(refused) << size;
    EXPECT_EQ(refused.error().problem, OpenProblem::foreign) << size;
    EXPECT_EQ(bytes(), torn);
  }
}

TEST_F(StoreIn, a_file_of_another_kind_is_refused_and_untouched) {
  for (const std::string& content : {std::string{"hello, world\n"}, std::string(4096, '\0')}) {
    std::ofstream(file(), std::ios::binary) << content;
    const auto store = Store::open(file(), schema);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().problem, OpenProblem::foreign);
    EXPECT_EQ(bytes(), content);
  }
}

TEST_F(StoreIn, the_database_of_another_context_is_refused_and_untouched) {
  {
    auto other = *Store::open(file(), {schema.application_id + 1, schema.steps});
  }
  const std::string before = bytes();
  const auto store = Store::open(file(), schema);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().problem, OpenProblem::foreign);
  EXPECT_EQ(bytes(), before);
}

TEST_F(StoreIn, a_newer_schema_is_refused_and_untouched) {
  {
    Schema newer = schema;
    newer.steps.emplace_back("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;");
    auto store = *Store::open(file(), newer);
  }
  const std::string before = bytes();
  const auto store = Store::open(file(), schema);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().problem, OpenProblem::newer);
  EXPECT_EQ(bytes(), before);
}

// As a newer program leaves it that was killed right after it had changed the schema.
TEST_F(StoreIn, a_newer_schema_that_stands_in_the_write_ahead_log_is_refused_and_untouched) {
  {
    auto store = *Store::open(file(), schema);
  }
  {
    SQLite::Database newer(file().string(), SQLite::OPEN_READWRITE);
    sqlite3_db_config(newer.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    newer.exec("PRAGMA user_version=99");
  }
  const std::string before = bytes();
  const auto store = Store::open(file(), schema);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().problem, OpenProblem::newer);
  EXPECT_EQ(bytes(), before);
  SQLite::Database again(file().string());
  EXPECT_EQ(again.execAndGet("PRAGMA user_version").getInt(), 99);
}

TEST_F(StoreIn, a_database_whose_making_was_cut_off_is_made_anew) {
  {
    SQLite::Database cut_off(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    cut_off.exec("PRAGMA journal_mode=WAL");
  }
  ASSERT_GT(bytes().size(), 0U);
  auto store = Store::open(file(), schema);
  ASSERT_TRUE(store) << store.error().message;
  Statement(**store, "INSERT INTO things(name) VALUES('x')").run();
}

TEST_F(StoreIn, an_older_schema_is_brought_up_to_date_with_its_rows) {
  {
    auto store = *Store::open(file(), schema);
    Statement(*store, "INSERT INTO things(name) VALUES('kept')").run();
  }
  Schema newer = schema;
  newer.steps.emplace_back("ALTER TABLE things ADD COLUMN size INTEGER;");
  auto store = *Store::open(file(), newer);
  Statement select(*store, "SELECT name, size FROM things");
  ASSERT_TRUE(select.bind().step());
  EXPECT_EQ(select.text("name"), "kept");
  EXPECT_TRUE(select.null("size"));
}

TEST_F(StoreIn, a_savepoint_undoes_its_part_and_no_other) {
  auto store = *Store::open(file(), schema);
  Statement insert(*store, "INSERT INTO things(name) VALUES(?1)");
  store->begin();
  insert.run("before");
  {
    Savepoint undone(*store);
    insert.run("undone");
  }
  {
    Savepoint kept(*store);
    insert.run("kept");
    kept.keep();
  }
  store->commit();
  EXPECT_EQ(store->database().execAndGet("SELECT group_concat(name) FROM things").getString(),
            "before,kept");
}

TEST_F(StoreIn, a_full_disk_is_told_from_a_broken_one) {
  auto store = *Store::open(file(), schema);
  store->database().exec("PRAGMA max_page_count=4");
  Statement insert(*store, "INSERT INTO things(name) VALUES(?1)");
  store->begin();
  try {
    for (int i = 0; i < 100; ++i) insert.run(std::string(1000, 'x'));
    FAIL() << "the disk should have been full";
  } catch (const SQLite::Exception& fault) {
    EXPECT_EQ(fault_of(fault), StorageFault::full);
  }
  store->rollback();
  EXPECT_EQ(store->database().execAndGet("SELECT count(*) FROM things").getInt(), 0);
}

TEST_F(StoreIn, opened_to_read_changes_nothing_and_refuses_to) {
  {
    auto store = *Store::open(file(), schema);
  }
  const std::string before = bytes();
  {
    auto store = *Store::open_to_read(file(), schema);
    EXPECT_EQ(store->database().execAndGet("SELECT count(*) FROM things").getInt(), 0);
    EXPECT_THROW(store->database().exec("INSERT INTO things(name) VALUES('x')"), SQLite::Exception);
  }
  EXPECT_EQ(bytes(), before);
  EXPECT_FALSE(std::filesystem::exists(file().string() + "-wal"));
}

TEST_F(StoreIn, opened_to_read_sees_what_a_killed_process_left_and_leaves_it_there) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto store = *Store::open(file(), schema);
    Statement(*store, "INSERT INTO things(name) VALUES('kept')").run();
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  const auto log = file().string() + "-wal";
  const auto log_bytes = std::filesystem::file_size(log);
  ASSERT_GT(log_bytes, 0U);
  const std::string before = bytes();
  {
    auto store = *Store::open_to_read(file(), schema);
    EXPECT_EQ(store->database().execAndGet("SELECT name FROM things").getString(), "kept");
  }
  EXPECT_EQ(bytes(), before);
  EXPECT_EQ(std::filesystem::file_size(log), log_bytes);
}

TEST_F(StoreIn, opened_beside_a_reader_reads_the_same_and_changes_nothing) {
  {
    auto store = *Store::open(file(), schema);
    Statement(*store, "INSERT INTO things(name) VALUES('kept')").run();
  }
  const std::string before = bytes();
  {
    auto reader = *Store::open_to_read(file(), schema);
    auto beside = Store::open_beside(*reader);
    EXPECT_EQ(beside->database().execAndGet("SELECT name FROM things").getString(), "kept");
    EXPECT_EQ(reader->database().execAndGet("SELECT name FROM things").getString(), "kept");
  }
  EXPECT_EQ(bytes(), before);
  EXPECT_FALSE(std::filesystem::exists(file().string() + "-wal"));
}

TEST_F(StoreIn, opened_to_read_is_neither_made_nor_brought_to_a_newer_schema) {
  EXPECT_EQ(Store::open_to_read(file(), schema).error().problem, OpenProblem::unreadable);
  EXPECT_FALSE(std::filesystem::exists(file()));
  {
    auto store = *Store::open(file(), schema);
  }
  Schema newer = schema;
  newer.steps.push_back("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;");
  EXPECT_EQ(Store::open_to_read(file(), newer).error().problem, OpenProblem::older);
  EXPECT_TRUE(Store::open_to_read(file(), schema));
}

}  // namespace
}  // namespace bookrent::store
