#include "common/store/gathered_log.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "common/store/statement.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::store {
namespace {

const Schema rows_of_a_page{
    0x42520066, {"CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"}};

/// How often this process has asked the kernel to write, as it counts itself.
std::int64_t writes() {
  std::ifstream counts("/proc/self/io");
  std::string name;
  std::int64_t count = 0;
  while (counts >> name >> count)
    if (name == "syscw:") return count;
  ADD_FAILURE() << "/proc/self/io has no syscw";
  return 0;
}

class GatheredLog : public testing::Test {
 protected:
  std::unique_ptr<Store> open() const {
    return *Store::open(scratch_.path() / "rows.db", rows_of_a_page);
  }
  static void add(Store& store, int count) {
    Statement insert(store, "INSERT INTO rows(text) VALUES(?1)");
    for (int i = 0; i < count; ++i) insert.run(std::string(3000, 'a'));
  }
  static std::int64_t count(Store& store) {
    return store.database().execAndGet("SELECT count(*) FROM rows").getInt64();
  }
  static std::string integrity(Store& store) {
    return store.database().execAndGet("PRAGMA integrity_check").getString();
  }

 private:
  support::ScratchDirectory scratch_;
};

TEST_F(GatheredLog, is_written_in_few_pieces) {
  const auto store = open();
  store->begin();
  add(*store, 50);
  const std::int64_t before = writes();
  store->commit();
  EXPECT_LE(writes() - before, 4);
}

TEST_F(GatheredLog, is_read_while_it_waits) {
  const auto store = open();
  store->database().exec("PRAGMA cache_size=10");  // what does not fit goes to the log and back
  store->begin();
  add(*store, 1000);
  EXPECT_EQ(count(*store), 1000);
  EXPECT_EQ(integrity(*store), "ok");
  store->commit();
  EXPECT_EQ(integrity(*store), "ok");
}

TEST_F(GatheredLog, forgets_what_was_rolled_back) {
  const auto store = open();
  store->database().exec("PRAGMA cache_size=10");
  store->begin();
  add(*store, 200);
  store->commit();
  store->begin();
  add(*store, 500);
  store->rollback();
  store->begin();
  add(*store, 1);
  store->commit();
  EXPECT_EQ(count(*store), 201);
  EXPECT_EQ(integrity(*store), "ok");
}

TEST_F(GatheredLog, has_all_that_was_committed_when_its_process_is_gone) {
  const pid_t child = fork();
  if (child == 0) {
    const auto store = open();
    for (int i = 0; i < 20; ++i) {
      store->begin();
      add(*store, 10);
      store->commit();
    }
    store->begin();
    add(*store, 500);
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  const auto store = open();
  EXPECT_EQ(count(*store), 200);
  EXPECT_EQ(integrity(*store), "ok");
}

}  // namespace
}  // namespace bookrent::store
