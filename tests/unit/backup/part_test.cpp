#include "common/backup/part.hpp"

#include <gmock/gmock.h>

#include "common/store/statement.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::backup {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const store::Schema schema{0x42520066, {"CREATE TABLE things (name TEXT NOT NULL) STRICT;"}};
const clock::Steady start{std::chrono::hours{1}};
constexpr const char* id = "5cc48ce4-048f-4072-a75b-0f5a84731e5b";

class PartOfABackup : public testing::Test {
 protected:
  std::unique_ptr<Part> begin(const std::string& context = "things") {
    return std::make_unique<Part>(id, directory(), context, *store_, start);
  }
  fs::path directory() const { return scratch_.path() / "backup"; }
  void order(Part& part, Step step, std::optional<Manifest> manifest = {}) {
    part.take({id, step, directory().string(), std::move(manifest)}, "epoch", 7, start);
    part.go_on(start);
  }
  void go_on_until(Part& part, State state) {
    for (int i = 0; i < 1000 && part.report().state != state; ++i) part.go_on(start);
    ASSERT_EQ(part.report().state, state);
  }
  void write(Part& part) {
    go_on_until(part, State::copied);
    for (const Step step : {Step::hold, Step::cut, Step::go_on}) order(part, step);
    go_on_until(part, State::written);
  }
  std::string refusal(const fs::path& directory) {
    try {
      Part(id, directory, "things", *store_, start);
    } catch (const Failed& failed) {
      return failed.what();
    }
    return "";
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory()))
      names.push_back(entry.path().filename());
    return names;
  }

  support::ScratchDirectory scratch_;
  std::unique_ptr<store::Store> store_ = *store::Store::open(scratch_.path() / "things.db", schema);
};

TEST_F(PartOfABackup, is_a_file_with_its_hash_and_where_its_log_ended) {
  const auto part = begin();
  write(*part);
  const auto file = part->report().file;
  ASSERT_TRUE(file);
  EXPECT_EQ(file->epoch, "epoch");
  EXPECT_EQ(file->head, 7);
  EXPECT_EQ(file->schema, 1);
  FileDigest digest(directory() / "things.db");
  while (digest.take()) {
  }
  EXPECT_EQ(file->bytes, digest.bytes());
  EXPECT_EQ(file->blake2b, digest.hex());
  EXPECT_THAT(files(), testing::ElementsAre("things.db"));
}

TEST_F(PartOfABackup, stands_still_from_hold_to_go_on) {
  const auto part = begin();
  go_on_until(*part, State::copied);
  EXPECT_FALSE(part->stands_still());
  order(*part, Step::hold);
  EXPECT_TRUE(part->stands_still());
  order(*part, Step::cut);
  EXPECT_TRUE(part->stands_still());
  order(*part, Step::go_on);
  EXPECT_FALSE(part->stands_still());
}

TEST_F(PartOfABackup, stands_still_for_a_second_at_most_and_can_be_held_again) {
  const auto part = begin();
  go_on_until(*part, State::copied);
  order(*part, Step::hold);
  part->go_on(start + still_max);
  EXPECT_FALSE(part->stands_still());
  order(*part, Step::cut);
  EXPECT_EQ(part->report().state, State::copied);
  order(*part, Step::hold);
  EXPECT_TRUE(part->stands_still());
}

TEST_F(PartOfABackup, fails_when_its_final_copy_waits_for_others_longer_than_a_second) {
  const auto part = begin();
  go_on_until(*part, State::copied);
  order(*part, Step::hold);
  order(*part, Step::cut);
  EXPECT_EQ(part->wake_at(start), start + still_max);
  part->go_on(start + still_max - clock::Milliseconds{1});
  EXPECT_THROW(part->go_on(start + still_max), Failed);
}

TEST_F(PartOfABackup, leaves_nothing_when_it_is_given_up) {
  begin();
  EXPECT_FALSE(fs::exists(directory()));
  auto part = begin();
  write(*part);
  part->take_away();
  EXPECT_FALSE(fs::exists(directory()));
}

TEST_F(PartOfABackup, stays_once_the_manifest_is_written) {
  auto part = begin();
  write(*part);
  const Manifest manifest{id, "2026-12-01T00:00:00Z", "1", {*part->report().file}};
  order(*part, Step::manifest, manifest);
  EXPECT_EQ(part->report().state, State::sealed);
  part->take_away();
  EXPECT_EQ(read_manifest(directory()), manifest);
}

TEST_F(PartOfABackup, shares_its_directory_with_parts_of_the_same_backup_only) {
  const auto part = begin(), other = begin("others");
  EXPECT_EQ(files().size(), 2U);
  write(*part);
  EXPECT_THAT(refusal(directory()), HasSubstr("is not empty"));
}

TEST_F(PartOfABackup, is_not_made_where_it_cannot_be) {
  EXPECT_THAT(refusal("relative"), HasSubstr("must be absolute"));
  EXPECT_THAT(refusal(scratch_.path() / "a" / "b"), HasSubstr("cannot be made"));
  EXPECT_THAT(refusal(scratch_.path() / "things.db"), HasSubstr("things.db"));
  EXPECT_THAT(refusal(scratch_.path()), HasSubstr("is not empty"));
}

TEST_F(PartOfABackup, takes_a_step_only_after_the_one_before) {
  const auto part = begin();
  go_on_until(*part, State::copied);
  for (const Step step : {Step::cut, Step::go_on, Step::manifest}) order(*part, step);
  EXPECT_EQ(part->report().state, State::copied);
}

TEST(BackupManifest, is_read_as_it_was_written) {
  const Manifest manifest{id, "2026-12-01T00:00:00Z", "1.2", {{"rental", 4096, "ab", 2, "e", 9}}};
  EXPECT_EQ(manifest_of_json(json_of(manifest)), manifest);
}

TEST(BackupManifest, of_a_newer_format_or_with_a_way_out_is_refused) {
  std::string newer = json_of(Manifest{id, "", "", {}});
  newer.replace(newer.find("\"format\": 1"), 11, "\"format\": 2");
  EXPECT_THAT(manifest_of_json(newer).error(), HasSubstr("newer version"));
  for (const char* context : {"../rental", "", "a/b", "."})
    EXPECT_FALSE(manifest_of_json(json_of(Manifest{id, "", "", {{context, 1, "", 1, "", 1}}})));
  for (const char* text : {"", "{", "[]", "{}", R"({"format":"1"})"})
    EXPECT_FALSE(manifest_of_json(text)) << text;
}

TEST(BackupOrders, are_read_as_they_were_written) {
  const Order order{id, Step::manifest, "/b", Manifest{id, "t", "1", {}}};
  const auto read = order_of_json(json_of(order));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->step, Step::manifest);
  EXPECT_EQ(read->manifest, order.manifest);
  const auto report = report_of_json(json_of(Report{"rental", State::written, 9, 9, Copied{}}));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->state, State::written);
  EXPECT_TRUE(report->file);
}

TEST(BackupOrders, that_are_none_are_refused) {
  for (const char* text : {"", "{}", R"({"backup":"x/../y","step":"copy"})",
                           R"({"backup":"ab","step":"jump"})", R"({"backup":1,"step":"copy"})"})
    EXPECT_FALSE(order_of_json(text)) << text;
}

}  // namespace
}  // namespace bookrent::backup
