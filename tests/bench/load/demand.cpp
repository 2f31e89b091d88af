#include "tests/bench/load/demand.hpp"

#include <algorithm>
#include <numeric>

namespace bookrent::bench {
namespace {

/// So many times somebody is looked for who may rent, and a book that they do not have.
constexpr int tries_max = 32;

}  // namespace

std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::rent:
      return "rent";
    case Kind::cancel:
      return "cancel";
    case Kind::give_back:
      return "return";
    case Kind::status:
      return "status";
  }
  return "";
}

Demand::Demand(std::vector<std::int64_t> users, std::vector<std::int64_t> books, const Shape& shape)
    : users_(std::move(users)),
      books_(std::move(books)),
      mix_(shape.mix),
      parts_(std::accumulate(mix_.begin(), mix_.end(), std::int64_t{0})),
      zipf_(books_.size(), shape.zipf),
      random_(static_cast<std::uint64_t>(shape.seed)),
      held_(users_.size()) {
  std::ranges::sort(users_);
}

double Demand::chance() { return std::generate_canonical<double, 53>(random_); }

std::size_t Demand::index(std::size_t below) {
  return std::uniform_int_distribution<std::size_t>{0, below - 1}(random_);
}

Kind Demand::pick_kind() {
  auto part = std::uniform_int_distribution<std::int64_t>{0, parts_ - 1}(random_);
  std::size_t kind = 0;
  while (part >= mix_[kind]) part -= mix_[kind++];
  return static_cast<Kind>(kind);
}

std::optional<Wish> Demand::next() {
  const Kind kind = pick_kind();
  if (kind != Kind::rent && !open_.empty()) return of_open(kind);
  if (auto wish = rent()) return wish;
  return of_open(Kind::give_back);
}

std::optional<Wish> Demand::rent() {
  for (int tries = 0; tries < tries_max; ++tries) {
    const std::size_t user = index(users_.size());
    const std::int64_t book = books_[zipf_.rank(chance())];
    auto& held = held_[user];
    if (held.size() >= open_max || std::ranges::find(held, book) != held.end()) continue;
    held.push_back(book);
    return Wish{Kind::rent, 0, users_[user], book, 0};
  }
  return std::nullopt;
}

/// Who ends a rental takes it out of the open ones.
std::optional<Wish> Demand::of_open(Kind kind) {
  if (open_.empty()) return std::nullopt;
  Wish& place = open_[index(open_.size())];
  Wish wish = place;
  wish.kind = kind;
  if (kind == Kind::status) return wish;
  place = open_.back();
  open_.pop_back();
  return wish;
}

std::vector<std::int64_t>& Demand::held_by(std::int64_t user_id) {
  const auto user = std::ranges::lower_bound(users_, user_id);
  return held_[static_cast<std::size_t>(user - users_.begin())];
}

void Demand::let_go(const Wish& wish) { std::erase(held_by(wish.user_id), wish.book_id); }

void Demand::rented(Wish wish, std::int64_t rental_id, std::int64_t sequence) {
  wish.rental_id = rental_id;
  wish.sequence = sequence;
  open_.push_back(wish);
}

void Demand::ended(const Wish& wish) {
  if (wish.kind != Kind::status) let_go(wish);
}

/// What was not rented is free again; what was not ended is still there.
void Demand::failed(const Wish& wish) {
  if (wish.kind == Kind::rent) let_go(wish);
  if (wish.kind == Kind::cancel || wish.kind == Kind::give_back) open_.push_back(wish);
}

}  // namespace bookrent::bench
