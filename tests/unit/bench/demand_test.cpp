#include "tests/bench/load/demand.hpp"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>

namespace bookrent::bench {
namespace {

constexpr Mix only_rents{1, 0, 0, 0};
constexpr Mix only_returns{0, 0, 1, 0};
constexpr Mix only_looks{0, 0, 0, 1};

std::vector<std::int64_t> up_to(std::int64_t last) {
  std::vector<std::int64_t> ids(static_cast<std::size_t>(last));
  std::iota(ids.begin(), ids.end(), 1);
  return ids;
}

/// Answers every wish at once, as a suite that refuses nothing, and watches that it could.
class ObservedSuite {
 public:
  void answer(Demand& demand, const Wish& wish) {
    switch (wish.kind) {
      case Kind::rent:
        EXPECT_TRUE(books_of_[wish.user_id].insert(wish.book_id).second) << "has it already";
        EXPECT_LE(books_of_[wish.user_id].size(), open_max);
        open_.insert(++rentals_);
        demand.rented(wish, rentals_, rentals_ * 2);
        return;
      case Kind::cancel:
      case Kind::give_back:
        EXPECT_EQ(open_.erase(wish.rental_id), 1U) << "is not open";
        books_of_[wish.user_id].erase(wish.book_id);
        break;
      case Kind::status:
        EXPECT_TRUE(open_.contains(wish.rental_id));
        EXPECT_EQ(wish.sequence, wish.rental_id * 2);
    }
    demand.ended(wish);
  }
  std::size_t open() const { return open_.size(); }

 private:
  std::map<std::int64_t, std::set<std::int64_t>> books_of_;
  std::set<std::int64_t> open_;
  std::int64_t rentals_ = 0;
};

TEST(Demand, wants_nothing_that_the_rules_of_renting_refuse) {
  Demand demand(up_to(20), up_to(30), {{50, 5, 25, 20}, 1.0, 1});
  ObservedSuite suite;
  for (int i = 0; i < 20'000; ++i) suite.answer(demand, *demand.next());
  EXPECT_EQ(demand.open().size(), suite.open());
}

TEST(Demand, is_mixed_as_it_was_told) {
  Demand demand(up_to(10'000), up_to(1'000), {{40, 5, 35, 20}, 1.0, 1});
  ObservedSuite suite;
  std::map<Kind, int> times;
  for (int i = 0; i < 50'000; ++i) {
    const Wish wish = *demand.next();
    ++times[wish.kind];
    suite.answer(demand, wish);
  }
  EXPECT_NEAR(times[Kind::rent], 20'000, 600);
  EXPECT_NEAR(times[Kind::cancel], 2'500, 300);
  EXPECT_NEAR(times[Kind::give_back], 17'500, 600);
  EXPECT_NEAR(times[Kind::status], 10'000, 600);
}

TEST(Demand, is_the_same_again_under_the_same_seed) {
  const auto books_under = [](std::int64_t seed) {
    Demand demand(up_to(100), up_to(100), {only_rents, 1.0, seed});
    std::vector<std::int64_t> books;
    for (int i = 0; i < 50; ++i) books.push_back(demand.next()->book_id);
    return books;
  };
  EXPECT_EQ(books_under(7), books_under(7));
  EXPECT_NE(books_under(7), books_under(8));
}

TEST(Demand, rents_where_there_is_nothing_to_return_or_to_look_at) {
  Demand returns(up_to(10), up_to(10), {only_returns, 1.0, 1});
  EXPECT_EQ(returns.next()->kind, Kind::rent);
  Demand looks(up_to(10), up_to(10), {only_looks, 1.0, 1});
  EXPECT_EQ(looks.next()->kind, Kind::rent);
}

TEST(Demand, returns_where_nobody_may_rent_any_more) {
  Demand demand(up_to(1), up_to(100), {only_rents, 0.0, 1});
  ObservedSuite suite;
  for (std::size_t i = 0; i < open_max; ++i) suite.answer(demand, *demand.next());
  EXPECT_EQ(demand.next()->kind, Kind::give_back);
}

TEST(Demand, waits_where_all_that_could_be_wanted_is_under_way) {
  Demand demand(up_to(1), up_to(1), {only_rents, 1.0, 1});
  const Wish rent = *demand.next();
  EXPECT_FALSE(demand.next());
  demand.rented(rent, 1, 1);
  const Wish back = *demand.next();
  EXPECT_EQ(back.kind, Kind::give_back);
  EXPECT_FALSE(demand.next());
  demand.ended(back);
  EXPECT_EQ(demand.next()->kind, Kind::rent);
}

TEST(Demand, gives_a_place_back_that_a_failed_rent_held) {
  Demand demand(up_to(1), up_to(1), {only_rents, 1.0, 1});
  demand.failed(*demand.next());
  EXPECT_EQ(demand.next()->kind, Kind::rent);
}

TEST(Demand, wants_a_rental_ended_again_whose_end_failed) {
  Demand demand(up_to(1), up_to(1), {only_returns, 1.0, 1});
  demand.rented(*demand.next(), 9, 1);
  demand.failed(*demand.next());
  EXPECT_EQ(demand.open().size(), 1U);
  EXPECT_EQ(demand.next()->rental_id, 9);
}

}  // namespace
}  // namespace bookrent::bench
