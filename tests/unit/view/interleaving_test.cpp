// Across sources there is no order. Whatever the interleaving, as long as each source keeps its
// own order, the view ends up the same; and so it does when it is made anew.
#include <algorithm>

#include "tests/unit/view/view_context.hpp"

namespace bookrent::view {
namespace {

constexpr std::int64_t rentals = 25;

struct Published {
  std::string source;
  eventlog::NewEvent event;
};
/// What has happened, in the order of the causes.
using World = std::vector<Published>;

class Chronicle {
 public:
  explicit Chronicle(std::uint32_t seed) : random_(seed) {
    for (std::int64_t id = 1; id <= 5; ++id) {
      user(contract::UserRegistered{id, "user " + std::to_string(id)});
      book(book_named(id, "book " + std::to_string(id)));
    }
    for (std::int64_t id = 1; id <= rentals; ++id) life(id);
    user(contract::UserChanged{2, "another name"});
    book(contract::BookChanged{3, "another title", {}, fee, "KRW", 1, 14});
    book(contract::BookWithdrawn{4});
  }
  World world;

 private:
  void user(const auto& event) { world.push_back({"user", published(event)}); }
  void book(const auto& event) { world.push_back({"book", published(event)}); }
  void rental(const auto& event) { world.push_back({"rental", published(event)}); }
  void payment(const auto& event) { world.push_back({"payment", published(event)}); }

  void life(std::int64_t id) {
    const std::int64_t user = roll(random_, 5), book = roll(random_, 5);
    rental(requested(id, user, book));
    switch (random_() % 6) {
      case 0:
        return;  // payment has not answered
      case 1:
        return payment(declined(id, user)), rental(rejected(id, user, book));
      case 2:
        return payment(voided(id)), rental(rejected(id, user, book));
      default:
        break;
    }
    payment(authorized(id, user));
    rental(rented(id, user, book));
    payment(paid(id));
    switch (random_() % 3) {
      case 0:
        return rental(returned(id, user, book));
      case 1:
        return rental(cancelled(id, user, book)), payment(refunded(id));
      default:
        break;
    }
  }

  std::mt19937 random_;
};

/// Mixes the sources anew and keeps the order within each: a shuffle deals out whose turn it is.
World shuffled(const World& world, std::mt19937& random) {
  std::vector<std::string> turns;
  std::map<std::string, World> sources;
  for (const Published& one : world) {
    turns.push_back(one.source);
    sources[one.source].push_back(one);
  }
  std::ranges::shuffle(turns, random);
  std::map<std::string, std::size_t> read;
  World mixed;
  for (const std::string& source : turns) mixed.push_back(sources[source][read[source]++]);
  return mixed;
}

/// One source after the other.
World in_order_of(const World& world, const std::vector<std::string>& sources) {
  World ordered;
  for (const std::string& source : sources)
    std::ranges::copy_if(world, std::back_inserter(ordered),
                         [&](const Published& one) { return one.source == source; });
  return ordered;
}

class Interleaving : public ViewContext {
 protected:
  static support::EngineFixture new_view() {
    return {"view", schema(),
            [](store::Store& store) { return std::make_unique<ViewService>(store); }};
  }
  /// What follows each other in one source arrives together.
  static void read(support::EngineFixture& view, const World& world) {
    for (auto from = world.begin(); from != world.end();) {
      const auto to = std::find_if(
          from, world.end(), [&](const Published& one) { return one.source != from->source; });
      std::vector<eventlog::NewEvent> events;
      std::transform(from, to, std::back_inserter(events),
                     [](const auto& one) { return one.event; });
      view.feed(from->source, events);
      from = to;
    }
  }
  /// All that the view has to say.
  static std::vector<std::string> answers(support::EngineFixture& view) {
    std::vector<std::string> answers{view.request(contract::Summary{}).body,
                                     view.request(contract::ListRentals{{}, {}, {}, {}, 500}).body};
    for (std::int64_t id = 1; id <= rentals; ++id) {
      answers.push_back(view.request(contract::RentalState{id}).body);
      answers.push_back(view.request(contract::RentalHistory{id}).body);
    }
    return answers;
  }
};

TEST_F(Interleaving, does_not_matter) {
  const World world = Chronicle(1).world;
  auto first = new_view();
  read(first, world);
  const auto expected = answers(first);
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    auto view = new_view();
    read(view, shuffled(world, random));
    EXPECT_EQ(answers(view), expected) << "seed " << seed;
  }
}

TEST_F(Interleaving, may_be_one_source_after_the_other) {
  const World world = Chronicle(2).world;
  auto first = new_view();
  read(first, world);
  const auto expected = answers(first);
  std::vector<std::string> order{"book", "payment", "rental", "user"};
  do {
    auto view = new_view();
    read(view, in_order_of(world, order));
    EXPECT_EQ(answers(view), expected) << order[0] << " first";
  } while (std::ranges::next_permutation(order).found);
}

TEST_F(Interleaving, never_makes_the_counts_wrong) {
  std::mt19937 random(3);
  for (const Published& one : shuffled(Chronicle(3).world, random)) {
    engine.feed(one.source, {one.event});
    const auto counts = body_of<contract::SummaryCounts>(engine.request(contract::Summary{}));
    const auto all = list({{}, {}, {}, {}, 500}).rentals;
    for (const contract::StatusCount& count : counts.rentals)
      EXPECT_EQ(count.count, std::ranges::count_if(all, [&](const contract::RentalView& rental) {
                  return contract::word(*rental.status) == count.status;
                }));
  }
}

TEST_F(Interleaving, is_forgotten_by_a_rebuild) {
  read(engine, Chronicle(4).world);
  const auto before = answers(engine);
  EXPECT_EQ(engine.request("rebuild", "{}").outcome, message::Outcome::applied);
  engine.turn();
  EXPECT_EQ(answers(engine), before);
}

TEST_F(Interleaving, P9_what_is_not_read_yet_is_not_said_to_be_missing) {
  read(engine, Chronicle(4).world);
  // Its sources are silent.
  const auto reply_to = [this](const message::Request& request) {
    const bus::Parcel parcel{bus::Link::gateway, {}, message::encode(request)};
    std::optional<message::Reply> reply;
    for (const bus::Parcel& sent : engine.engine().turn({&parcel, 1})) {
      const auto message = message::decode(sent.parts).value();
      if (const auto* one = std::get_if<message::Reply>(&message)) reply = *one;
    }
    return reply;
  };
  EXPECT_FALSE(reply_to(engine.make_request("rebuild", "{}"))->error);
  const auto reply =
      reply_to(engine.make_request(contract::RentalState::operation, R"({"rental_id":1})"));
  ASSERT_TRUE(reply && reply->error);
  EXPECT_TRUE(reply->stale);
  EXPECT_TRUE(reply->error->retryable);
  EXPECT_EQ(reply->error->reason, "not_read_yet");
}

TEST_F(Interleaving, leaves_nothing_behind_when_forgotten) {
  read(engine, Chronicle(5).world);
  engine.store().start_over({});
  EXPECT_EQ(summary(), new_view().request(contract::Summary{}).body);
  EXPECT_TRUE(list({}).rentals.empty());
  for (std::int64_t id = 1; id <= rentals; ++id)
    EXPECT_EQ(refused(contract::RentalHistory{id}).reason, "unknown_rental");
}

}  // namespace
}  // namespace bookrent::view
