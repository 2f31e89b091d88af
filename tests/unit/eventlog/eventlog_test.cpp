#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "common/eventlog/log.hpp"
#include "common/eventlog/subscription.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::eventlog {
namespace {

const store::Schema schema{0x42520065,
                           {std::string{Log::tables()} + std::string{Subscription::tables()}}};
const clock::Instant noon = *clock::parse_rfc3339("2026-12-01T12:00:00Z");
const clock::Steady start{std::chrono::hours{1}};

std::unique_ptr<store::Store> open(const std::filesystem::path& file) {
  return *store::Store::open(file, schema);
}

NewEvent event(int number) {
  return {"test.happened.v1", "test/1", "user:1", {}, nlohmann::json{{"number", number}}.dump()};
}

class SourceAndReader : public testing::Test {
 protected:
  void append(int count) {
    for (int i = 0; i < count; ++i) log_.append(event(++appended_), noon);
  }
  message::Events hint(std::int64_t first) {
    message::Fetch fetch;
    fetch.after = first - 1;
    message::Events events = log_.page(fetch);
    events.id.clear();
    return events;
  }
  void receive(const message::Events& events) {
    reader_.receive(events, [this](const Event& one) -> std::expected<void, std::string> {
      applied_.push_back(nlohmann::json::parse(one.data).at("number").get<int>());
      return {};
    });
  }
  /// Asks for what is missing until nothing is; the number of fetches.
  int catch_up() {
    int fetches = 0;
    while (const auto fetch = reader_.fetch_due(now_, std::to_string(++ids_))) {
      receive(log_.page(*fetch));
      ++fetches;
    }
    return fetches;
  }
  std::vector<int> all() const {
    std::vector<int> numbers(static_cast<std::size_t>(appended_));
    for (int i = 0; i < appended_; ++i) numbers[static_cast<std::size_t>(i)] = i + 1;
    return numbers;
  }

  support::ScratchDirectory scratch_;
  support::SeededRandom random_;
  std::unique_ptr<store::Store> source_store_ = open(scratch_.path() / "source.db");
  std::unique_ptr<store::Store> reader_store_ = open(scratch_.path() / "reader.db");
  Log log_{*source_store_, "source", random_};
  Subscription reader_{*reader_store_, "source"};
  std::vector<int> applied_;
  int appended_ = 0;
  int ids_ = 0;
  clock::Steady now_ = start;
};

TEST(Envelope, has_of_members_with_one_name_the_last) {
  const std::string twice =
      R"({"specversion":"1.0","id":"test:7","source":"test","type":"a","type":"b","time":)"
      R"("2026-12-01T12:00:00Z","actor":null,"data":null,"data":{"n":1}})";
  const auto event = read_envelope(twice);
  ASSERT_TRUE(event) << event.error();
  EXPECT_EQ(event->sequence, 7);
  EXPECT_EQ(event->type, "b");
  EXPECT_EQ(event->actor, "");
  EXPECT_EQ(event->data, R"({"n":1})");
  EXPECT_FALSE(
      read_envelope(R"({"specversion":"1.0","id":"test:7","source":"test","type":"a","time":)"
                    R"("2026-12-01T12:00:00Z","data":{"n":1},"data":null})"));
}

TEST_F(SourceAndReader, an_envelope_is_a_cloud_event) {
  const auto json = nlohmann::json::parse(log_.append(event(1), noon));
  EXPECT_EQ(json["specversion"], "1.0");
  EXPECT_EQ(json["id"], "source:1");
  EXPECT_EQ(json["source"], "source");
  EXPECT_EQ(json["time"], "2026-12-01T12:00:00.000Z");
  EXPECT_EQ(json["data"]["number"], 1);
}

TEST_F(SourceAndReader, the_log_goes_on_where_it_was_after_a_restart) {
  append(3);
  Log again(*source_store_, "source", random_);
  EXPECT_EQ(again.head(), 3);
  EXPECT_EQ(again.epoch(), log_.epoch());
}

TEST_F(SourceAndReader, P6_a_new_reader_reads_the_whole_history_by_pages) {
  append(1200);
  EXPECT_EQ(catch_up(), 3);
  EXPECT_EQ(applied_, all());
  EXPECT_TRUE(reader_.caught_up());
}

TEST_F(SourceAndReader, P5_repeats_and_gaps_end_in_each_event_once) {
  append(2);
  catch_up();
  append(4);
  receive(hint(5));  // 3 and 4 were lost
  EXPECT_EQ(applied_.size(), 2U);
  catch_up();
  receive(hint(1));  // all of it again
  receive(hint(3));
  EXPECT_EQ(applied_, all());
}

TEST_F(SourceAndReader, P5_the_last_hint_lost_is_noticed_by_the_announced_head) {
  append(1);
  catch_up();
  append(1);
  message::Events head = hint(3);
  receive(head);
  EXPECT_EQ(catch_up(), 1);
  EXPECT_EQ(applied_, all());
}

TEST_F(SourceAndReader, P5_the_position_comes_back_with_the_transaction_that_was_undone) {
  append(3);
  reader_store_->begin();
  catch_up();
  reader_.save();
  reader_store_->rollback();
  reader_.reload();
  EXPECT_EQ(reader_.sequence(), 0);
  applied_.clear();
  reader_store_->begin();
  now_ += fetch_timeout;
  catch_up();
  reader_.save();
  reader_store_->commit();
  EXPECT_EQ(applied_, all());
  EXPECT_EQ(Subscription(*reader_store_, "source").sequence(), 3);
}

TEST_F(SourceAndReader, one_fetch_is_under_way_at_a_time_and_a_lost_one_is_sent_again) {
  append(1);
  EXPECT_TRUE(reader_.fetch_due(now_, "a"));
  EXPECT_FALSE(reader_.fetch_due(now_, "b"));
  EXPECT_EQ(reader_.wake_at(now_), now_ + fetch_timeout);
  now_ += fetch_timeout;
  EXPECT_TRUE(reader_.fetch_due(now_, "c"));
}

TEST_F(SourceAndReader, P10_a_source_that_lost_history_stops_its_reader_loudly) {
  append(5);
  catch_up();
  source_store_->database().exec("DELETE FROM event_log WHERE seq > 3");
  log_.reload();
  reader_.ask_again();
  catch_up();
  ASSERT_TRUE(reader_.stopped());
  EXPECT_THAT(*reader_.stopped(), testing::HasSubstr("no longer has the history"));
  EXPECT_FALSE(reader_.caught_up());
}

TEST_F(SourceAndReader, P10_a_source_with_another_history_of_the_same_length_is_noticed) {
  append(3);
  catch_up();
  source_store_->database().exec("DELETE FROM event_log WHERE seq > 2");
  log_.reload();
  append(1);
  reader_.ask_again();
  catch_up();
  EXPECT_TRUE(reader_.stopped());
}

TEST_F(SourceAndReader,
       P10_a_restored_source_that_has_all_that_was_read_is_read_on_in_its_new_epoch) {
  append(3);
  catch_up();
  source_store_->database().exec(Log::begin_epoch(random_));
  Log restored(*source_store_, "source", random_);
  ASSERT_NE(restored.epoch(), log_.epoch());
  restored.append(event(++appended_), noon);
  reader_.ask_again();
  receive(restored.page(*reader_.fetch_due(now_, "x")));
  EXPECT_FALSE(reader_.stopped());
  EXPECT_EQ(applied_, all());
  EXPECT_EQ(reader_.epoch(), restored.epoch());
}

TEST_F(SourceAndReader, P10_a_restored_source_that_lacks_what_was_read_stops_its_reader) {
  append(3);
  catch_up();
  source_store_->database().exec("DELETE FROM event_log WHERE seq > 2");
  source_store_->database().exec(Log::begin_epoch(random_));
  Log restored(*source_store_, "source", random_);
  for (int i = 0; i < 5; ++i) restored.append(event(100 + i), noon);
  reader_.ask_again();
  receive(restored.page(*reader_.fetch_due(now_, "x")));
  EXPECT_TRUE(reader_.rewound());
}

TEST_F(SourceAndReader, P10_a_source_made_anew_is_noticed) {
  append(3);
  catch_up();
  const auto other_store = open(scratch_.path() / "other.db");
  Log other(*other_store, "source", random_);
  reader_.ask_again();
  receive(other.page(*reader_.fetch_due(now_, "x")));
  EXPECT_TRUE(reader_.stopped());
}

TEST_F(SourceAndReader, somebody_who_only_looks_may_begin_anywhere) {
  append(10);
  message::Fetch fetch;
  fetch.after = 7;
  EXPECT_EQ(log_.page(fetch).events.size(), 3U);
}

TEST_F(SourceAndReader, a_page_stays_below_its_size) {
  NewEvent large = event(1);
  large.data = nlohmann::json{{"number", 1}, {"text", std::string(200'000, 'x')}}.dump();
  for (int i = 0; i < 5; ++i) log_.append(large, noon);
  std::size_t bytes = 0;
  const message::Events page = log_.page({});
  for (const std::string& one : page.events) bytes += one.size();
  EXPECT_LE(bytes, message::page_bytes_max);
  EXPECT_GE(page.events.size(), 1U);
}

TEST(Chain, differs_when_any_event_before_differs) {
  const Chain a = next_chain(next_chain({}, "one"), "two");
  const Chain b = next_chain(next_chain({}, "One"), "two");
  EXPECT_NE(a, b);
  EXPECT_EQ(chain_from_hex(hex(a)), a);
  EXPECT_FALSE(chain_from_hex("00ff"));
}

}  // namespace
}  // namespace bookrent::eventlog
