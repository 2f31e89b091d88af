// The simulated disk, and what a store promises on it.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "common/probe/probe.hpp"
#include "common/store/store.hpp"
#include "tests/simulation/disk.hpp"

namespace bookrent::simulation {
namespace {

const store::Schema schema{0x42520065, {"CREATE TABLE notes (text TEXT NOT NULL) STRICT;"}};

class SimulatedDisk : public testing::Test {
 protected:
  SimulatedDisk() { open(); }
  void open() { store_ = store::Store::open("/disk/notes.db", schema, Disk::vfs()).value(); }
  void kill() {
    disk_.die_now();
    store_.reset();
    disk_.revive();
  }
  void write() {
    store_->begin();
    store_->database().exec("INSERT INTO notes VALUES ('kept')");
    store_->commit();
  }
  /// A second commit that is written and not synced when its process dies, and that the next finds.
  void find_what_was_not_synced() {
    write();
    disk_.die_at_sync();
    EXPECT_THROW(write(), SQLite::Exception);
    kill();
    open();
    ASSERT_EQ(notes(), 2);
    kill();
    disk_.cut_power();
    open();
  }
  /// So much that SQLite writes its log back to the file within the commit.
  void write_many(int number) {
    store_->begin();
    store_->database().exec(fmt::format(
        "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {}) "
        "INSERT INTO notes SELECT hex(zeroblob(1500)) FROM numbers",
        number));
    store_->commit();
  }
  int notes() { return store_->database().execAndGet("SELECT count(*) FROM notes").getInt(); }

  Disk disk_{"disk", Dice{8}};
  std::unique_ptr<store::Store> store_;
};

TEST_F(SimulatedDisk, keeps_what_was_committed_when_the_power_is_cut) {
  write();
  kill();
  disk_.cut_power();
  open();
  EXPECT_EQ(notes(), 1);
}

TEST_F(SimulatedDisk, loses_nothing_of_a_killed_process_but_what_it_had_not_written) {
  disk_.die_at(1);
  EXPECT_THROW(write(), SQLite::Exception);
  kill();
  open();
  EXPECT_EQ(notes(), 0);
}

TEST_F(SimulatedDisk, loses_what_was_not_synced_when_the_power_is_cut) {
  disk_.die_at_sync();
  EXPECT_THROW(write(), SQLite::Exception);
  kill();
  disk_.cut_power();
  open();
  EXPECT_EQ(notes(), 0);
}

TEST_F(SimulatedDisk, fails_a_sync_once) {
  disk_.fail_sync(1);
  EXPECT_THROW(write(), SQLite::Exception);
  EXPECT_TRUE(disk_.sync_failed());
}

TEST_F(SimulatedDisk, a_sync_that_succeeds_after_one_that_failed_brings_nothing_back) {
  const auto file = disk_.open("/disk/file");
  const std::vector<unsigned char> sectors(100 * 512, 'x');
  disk_.write(*file, 0, sectors.data(), 100 * 512);
  disk_.fail_sync(1);
  EXPECT_NE(disk_.sync(*file), SQLITE_OK);
  EXPECT_EQ(disk_.sync(*file), SQLITE_OK);
  EXPECT_EQ(file->now, sectors);
  disk_.cut_power();
  EXPECT_NE(file->now, sectors);
}

// SQLite syncs the log's header, then with the commit the log, once more before it is written back,
// and then the file.
TEST_F(SimulatedDisk, P1_a_sync_that_fails_when_the_log_is_written_back_is_told) {
  for (const int sync : {3, 4}) {
    disk_.fail_sync(sync);
    const int before = notes();
    try {
      write_many(1200);
      ADD_FAILURE() << "sync " << sync << " failed, and nobody heard of it";
    } catch (const SQLite::Exception& fault) {
      EXPECT_EQ(fault.getErrorCode(), SQLITE_IOERR);
      EXPECT_EQ(store::fault_of(fault), store::StorageFault::broken);
    }
    EXPECT_TRUE(disk_.sync_failed());
    kill();
    disk_.cut_power();
    open();
    EXPECT_EQ(notes(), before + 1200);
  }
}

TEST_F(SimulatedDisk, a_log_that_cannot_be_written_back_for_want_of_room_is_kept) {
  write_many(1200);
  disk_.set_full(true);
  // Into the log from its beginning; the file would have to grow.
  EXPECT_NO_THROW(write_many(1100));
  disk_.set_full(false);
  write();
  EXPECT_EQ(notes(), 2301);
  kill();
  disk_.cut_power();
  open();
  EXPECT_EQ(notes(), 2301);
}

TEST_F(SimulatedDisk, a_log_that_cannot_be_written_back_while_it_is_read_is_kept) {
  write();
  SQLite::Statement reading(store_->database(), "SELECT text FROM notes");
  ASSERT_TRUE(reading.executeStep());
  EXPECT_NO_THROW(write_many(1200));
  reading.reset();
  write();
  EXPECT_EQ(notes(), 1202);
}

TEST_F(SimulatedDisk, takes_nothing_more_when_it_is_full) {
  disk_.set_full(true);
  EXPECT_THROW(write(), SQLite::Exception);
  disk_.set_full(false);
  store_->rollback();
  write();
  EXPECT_EQ(notes(), 1);
}

TEST_F(SimulatedDisk, goes_back_to_an_image) {
  const Disk::Image image = disk_.image();
  write();
  kill();
  disk_.restore(image);
  open();
  EXPECT_EQ(notes(), 0);
}

// A process that dies between the write and the sync of a commit leaves it where the next one finds
// it. What that one shows must survive a power cut all the same.
TEST_F(SimulatedDisk, P1_what_a_store_finds_at_its_start_is_on_the_disk) {
  find_what_was_not_synced();
  EXPECT_EQ(notes(), 2);
}

// The same with the fault planted: the simulated disk does tell the difference.
TEST_F(SimulatedDisk, loses_what_a_store_found_and_did_not_sync) {
  probe::plant("recovered but not synced");
  find_what_was_not_synced();
  EXPECT_EQ(notes(), 1);
  probe::plant({});
}

}  // namespace
}  // namespace bookrent::simulation
