#pragma once
// Who wants what next: readers that rent, cancel, return and look, of whom none wants what the
// rules of renting would refuse.
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

#include "tests/bench/load/zipf.hpp"

namespace bookrent::bench {

enum class Kind { rent, cancel, give_back, status };
inline constexpr std::size_t kinds = 4;
/// `rent`, `cancel`, `return`, `status`.
std::string_view word(Kind kind);

/// The parts of each kind, in the order of Kind. Their sum is above 0.
using Mix = std::array<std::int64_t, kinds>;

struct Wish {
  Kind kind = Kind::rent;
  std::int64_t rental_id = 0;  // of all but a rent
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  std::int64_t sequence = 0;  // of the event that made it RENTED
};

/// Open rentals that a user may have, as the setting rental.open_rentals_max has it by default.
inline constexpr std::size_t open_max = 10;

class Demand {
 public:
  struct Shape {
    Mix mix{};
    double zipf = 1;  // the exponent, of the books
    std::int64_t seed = 1;
  };
  /// The books by how much they are wanted. Neither list is empty.
  Demand(std::vector<std::int64_t> users, std::vector<std::int64_t> books, const Shape& shape);

  /// A wish of a kind that the mix names. Where it is for a rental and there is none, a rent; where
  /// nobody may rent any more, a return. Nothing: all depends on what is under way.
  std::optional<Wish> next();

  // What became of a wish.
  void rented(Wish wish, std::int64_t rental_id, std::int64_t sequence);
  void ended(const Wish& wish);
  void failed(const Wish& wish);

  /// The rentals that are open.
  const std::vector<Wish>& open() const { return open_; }

 private:
  double chance();
  std::size_t index(std::size_t below);
  Kind pick_kind();
  std::optional<Wish> rent();
  std::optional<Wish> of_open(Kind kind);
  std::vector<std::int64_t>& held_by(std::int64_t user_id);
  void let_go(const Wish& wish);

  std::vector<std::int64_t> users_;
  std::vector<std::int64_t> books_;
  Mix mix_;
  std::int64_t parts_;
  Zipf zipf_;
  std::mt19937_64 random_;
  std::vector<Wish> open_;                       // but for those that are being ended
  std::vector<std::vector<std::int64_t>> held_;  // the books of each user, in the order of users_
};

}  // namespace bookrent::bench
