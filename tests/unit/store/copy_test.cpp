#include "common/store/copy.hpp"

#include <gtest/gtest.h>

#include "common/store/statement.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::store {
namespace {

const Schema things{0x42520065,
                    {"CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"}};

class CopyOf : public testing::Test {
 protected:
  CopyOf() { add(20'000); }

  void add(int count) {
    source_->begin();
    for (int i = 0; i < count; ++i) insert_.run("first");
    source_->commit();
  }
  void change_all(const std::string& name) {
    source_->begin();
    Statement(*source_, "UPDATE things SET name = ?1").run(name);
    source_->commit();
  }
  std::filesystem::path file() const { return scratch_.path() / "copy.db"; }
  std::string names() const {
    const auto copy = *Store::open(file(), things);
    EXPECT_EQ(copy->database().execAndGet("PRAGMA integrity_check").getString(), "ok");
    return copy->database()
        .execAndGet(
            "SELECT group_concat(name || ' ' || n) FROM (SELECT name, count(*) AS n FROM "
            "things GROUP BY name ORDER BY name)")
        .getString();
  }

  support::ScratchDirectory scratch_;
  std::unique_ptr<Store> source_ = *Store::open(scratch_.path() / "things.db", things);
  Statement insert_{*source_, "INSERT INTO things(name) VALUES(?1)"};
};

TEST_F(CopyOf, a_database_is_as_it_was_at_the_cut) {
  Copy copy(*source_, file());
  while (!copy.nearly_done()) copy.advance();
  add(1);
  copy.cut();
  add(1);
  EXPECT_EQ(names(), "first 20001");
}

TEST_F(CopyOf, pages_that_were_copied_follow_what_is_changed_in_them) {
  Copy copy(*source_, file());
  change_all("second, which is longer, so that pages split");
  copy.advance();
  change_all("third");
  add(5000);
  while (!copy.nearly_done()) copy.advance();
  change_all("fourth");
  copy.cut();
  EXPECT_EQ(names(), "fourth 25000");
}

TEST_F(CopyOf, what_was_rolled_back_is_not_in_it) {
  source_->database().exec(
      "PRAGMA cache_size=10");  // so that pages are spilled before the rollback
  Copy copy(*source_, file());
  copy.advance();
  source_->begin();
  Statement(*source_, "UPDATE things SET name = 'never'").run();
  source_->rollback();
  while (!copy.nearly_done()) copy.advance();
  copy.cut();
  EXPECT_EQ(names(), "first 20000");
}

TEST_F(CopyOf, a_step_copies_a_bounded_number_of_pages) {
  change_all(std::string(200, 'x'));
  Copy copy(*source_, file());
  ASSERT_GT(copy.pages(), 3 * copied_pages_max);
  copy.advance();
  EXPECT_LE(copy.copied(), copied_pages_max);
  EXPECT_FALSE(copy.nearly_done());
}

}  // namespace
}  // namespace bookrent::store
