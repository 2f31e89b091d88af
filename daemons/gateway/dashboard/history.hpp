#pragma once
// The last 15 minutes as a ring of small samples, so that a page that is opened now shows them.
#include <deque>
#include <string>

#include "common/clock/clock.hpp"
#include "daemons/gateway/dashboard/flow.hpp"

namespace bookrent::gateway {

/// A sample is of this time, and so many are kept: 15 minutes.
inline constexpr clock::Milliseconds sample_interval{5'000};
inline constexpr std::size_t samples_max = 180;

/// Of the readers of events, the one that is furthest behind.
struct Lag {
  double events = 0;
  double seconds = 0;
};

struct Sample {
  clock::Instant end;
  double rented = 0, cancelled = 0, returned = 0;              // a second
  double failed = 0, refused = 0;                              // answers so, a second
  std::optional<double> rent_p50, rent_p99, all_p50, all_p99;  // seconds
  Lag lag;
  std::array<double, error_codes> errors{};
};

class History {
 public:
  /// What was done since the last call, and how far readers are behind now.
  void add(const Flow& done, Lag lag, clock::Steady now, clock::Instant wall);

  /// Of the last 5 seconds, or of as many as were seen.
  const Sample& newest() const { return newest_; }
  /// Requests that were answered in a second, by context, in the same time.
  std::map<std::string, double> requests() const;
  /// Errors and refusals of the samples that are kept, and of the one that is not yet full.
  std::array<double, error_codes> errors() const;
  /// The samples in JSON, oldest first: `columns` names what is in each of `rows`.
  const std::string& json() const { return json_; }

 private:
  struct Second {
    Flow done;
    Lag lag;
    clock::Milliseconds took;
  };
  Sample sample(clock::Instant wall) const;
  void keep(const Sample& sample);

  std::deque<Second> seconds_;  // of one sample_interval
  std::deque<Sample> samples_;
  std::array<double, error_codes> unkept_{};  // since the last sample
  std::optional<clock::Steady> added_at_;
  std::optional<clock::Steady> kept_at_;
  Sample newest_;
  std::string json_ = R"({"columns":[],"rows":[]})";
};

}  // namespace bookrent::gateway
