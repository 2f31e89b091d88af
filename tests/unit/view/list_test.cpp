#include <algorithm>

#include "tests/unit/view/view_context.hpp"

namespace bookrent::view {
namespace {

using Ids = std::vector<std::int64_t>;

class List : public ViewContext {
 protected:
  void requests(std::int64_t count) {
    std::vector<eventlog::NewEvent> events;
    for (std::int64_t id = 1; id <= count; ++id) events.push_back(published(requested(id)));
    happens_all("rental", events);
  }
  /// All pages of `query`, one after the other.
  Ids read_all(contract::ListRentals query) {
    Ids all;
    do {
      const contract::RentalViewList page = list(query);
      std::ranges::copy(ids_in(page), std::back_inserter(all));
      query.before = page.next;
    } while (query.before);
    return all;
  }
};

contract::ListRentals page_of(std::int64_t limit, std::optional<std::int64_t> before = {}) {
  contract::ListRentals query;
  query.limit = limit;
  query.before = before;
  return query;
}

TEST_F(List, shows_the_newest_first) {
  happens(requested(1), requested(2), requested(3));
  EXPECT_EQ(ids({}), (Ids{3, 2, 1}));
}

TEST_F(List, is_empty_before_anything_was_rented) {
  EXPECT_EQ(engine.request(contract::ListRentals{}).body, R"({"rentals":[]})");
}

TEST_F(List, shows_the_same_of_a_rental_as_its_status) {
  happens(contract::UserRegistered{3, "Kim"}, book_named(7, "Dune"), requested(17), authorized(17));
  EXPECT_EQ(engine.request(contract::ListRentals{}).body,
            R"({"rentals":[)" + engine.request(contract::RentalState{17}).body + "]}");
}

TEST_F(List, goes_on_below_the_page_before) {
  requests(5);
  const auto first = list(page_of(2));
  EXPECT_EQ(ids_in(first), (Ids{5, 4}));
  EXPECT_EQ(first.next, 4);
  const auto last = list(page_of(3, first.next));
  EXPECT_EQ(ids_in(last), (Ids{3, 2, 1}));
  EXPECT_EQ(last.next, std::nullopt);
}

TEST_F(List, has_a_hundred_rows_or_up_to_five_hundred) {
  requests(501);
  EXPECT_EQ(list({}).rentals.size(), 100U);
  EXPECT_EQ(list({}).next, 402);
  EXPECT_EQ(list(page_of(9999)).rentals.size(), 500U);
  EXPECT_EQ(list(page_of(9999)).next, 2);
}

TEST_F(List, refuses_an_impossible_limit_and_an_unknown_status) {
  EXPECT_EQ(refused(page_of(0)).code, message::ErrorCode::invalid);
  EXPECT_EQ(engine.request("rentals", R"({"status":"LOST"})").error->code,
            message::ErrorCode::invalid);
}

TEST_F(List, leaves_to_the_next_page_what_does_not_fit_into_a_message) {
  happens(book_named(7, std::string(1000, '"')));
  requests(500);
  EXPECT_LE(engine.request(page_of(500)).body.size(), message::body_bytes_max);
  const Ids all = read_all(page_of(500));
  EXPECT_EQ(all.size(), 500U);
  EXPECT_TRUE(std::ranges::is_sorted(all, std::greater{}));
}

/// A few hundred rentals of few users and books, in every status.
class Filters : public List {
 protected:
  struct Made {
    std::int64_t rental, user, book;
    RentalStatus status;
  };

  Filters() {
    std::mt19937 random(7);
    std::vector<eventlog::NewEvent> events;
    for (std::int64_t id = 1; id <= 300; ++id)
      live({id, roll(random, 3), roll(random, 4), statuses[random() % std::size(statuses)]},
           events);
    happens_all("rental", events);
  }

  /// What `query` asks for, by looking at each.
  Ids expected(const contract::ListRentals& query) const {
    Ids ids;
    for (const Made& one : made_)
      if (query.user_id.value_or(one.user) == one.user &&
          query.book_id.value_or(one.book) == one.book &&
          query.status.value_or(one.status) == one.status &&
          one.rental < query.before.value_or(INT64_MAX))
        ids.push_back(one.rental);
    std::ranges::reverse(ids);
    return ids;
  }

 private:
  static constexpr RentalStatus statuses[] = {RentalStatus::req_pay, RentalStatus::rented,
                                              RentalStatus::returned, RentalStatus::cancelled,
                                              RentalStatus::rejected};

  void live(Made made, std::vector<eventlog::NewEvent>& events) {
    made_.push_back(made);
    const auto& [rental, user, book, status] = made;
    events.push_back(published(requested(rental, user, book)));
    if (status == RentalStatus::req_pay) return;
    if (status == RentalStatus::rejected)
      return events.push_back(published(rejected(rental, user, book)));
    events.push_back(published(rented(rental, user, book)));
    if (status == RentalStatus::returned) events.push_back(published(returned(rental, user, book)));
    if (status == RentalStatus::cancelled)
      events.push_back(published(cancelled(rental, user, book)));
  }

  std::vector<Made> made_;
};

TEST_F(Filters, combine_in_every_way) {
  using Id = std::optional<std::int64_t>;
  for (const Id user : {Id{}, Id{2}, Id{99}})
    for (const Id book : {Id{}, Id{4}, Id{99}})
      for (const auto status :
           {std::optional<RentalStatus>{}, std::optional{RentalStatus::req_pay},
            std::optional{RentalStatus::rented}, std::optional{RentalStatus::rejected},
            std::optional{RentalStatus::cancelling}})
        for (const Id before : {Id{}, Id{150}}) {
          const contract::ListRentals query{user, book, status, before, 500};
          EXPECT_EQ(ids(query), expected(query)) << contract::encode(query);
        }
}

TEST_F(Filters, miss_nothing_between_pages) {
  for (const auto status : {std::optional<RentalStatus>{}, std::optional{RentalStatus::req_pay},
                            std::optional{RentalStatus::returned}}) {
    const contract::ListRentals query{2, {}, status, {}, 7};
    EXPECT_EQ(read_all(query), expected(query));
  }
}

}  // namespace
}  // namespace bookrent::view
