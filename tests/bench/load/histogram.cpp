#include "tests/bench/load/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bookrent::bench {
namespace {

constexpr int precision_bits = std::bit_width(unsigned{Histogram::precision}) - 1;

/// Times are told apart by their first precision_bits + 1 binary digits: `dropped` is how many
/// follow these.
int dropped_digits(std::uint64_t time) {
  return std::max(0, static_cast<int>(std::bit_width(time)) - precision_bits - 1);
}

std::size_t place_of(std::uint64_t time) {
  const int dropped = dropped_digits(time);
  return static_cast<std::size_t>(dropped) * Histogram::precision + (time >> dropped);
}

/// The longest time that has this place.
std::uint64_t longest_at(std::size_t place) {
  const std::size_t dropped =
      place < 2 * Histogram::precision ? 0 : place / Histogram::precision - 1;
  return ((place - dropped * Histogram::precision + 1) << dropped) - 1;
}

}  // namespace

void Histogram::add(Time time) {
  time = std::max(time, Time{0});
  const std::size_t place = place_of(static_cast<std::uint64_t>(time.count()));
  if (place >= places_.size()) places_.resize(place + 1);
  ++places_[place];
  ++count_;
  max_ = std::max(max_, time);
}

void Histogram::add(const Histogram& other) {
  places_.resize(std::max(places_.size(), other.places_.size()));
  for (std::size_t place = 0; place < other.places_.size(); ++place)
    places_[place] += other.places_[place];
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

Histogram::Time Histogram::quantile(double share) const {
  const double wanted = std::max(1.0, std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t place = 0; place < places_.size(); ++place) {
    seen += places_[place];
    if (static_cast<double>(seen) >= wanted)
      return std::min(max_, Time{static_cast<Time::rep>(longest_at(place))});
  }
  return max_;
}

}  // namespace bookrent::bench
