#pragma once
// What was done: of one daemon since its start, or of all of them within some time. It is what two
// answers to `metrics` differ by.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/message/error.hpp"
#include "common/metrics/families.hpp"

namespace bookrent::gateway {

inline constexpr std::size_t error_codes =
    static_cast<std::size_t>(message::ErrorCode::internal) + 1;

/// How long requests took.
struct Durations {
  std::vector<double> bounds;  // seconds; the last bucket has none
  std::vector<double> counts;  // of each bucket alone

  /// The time in seconds within which this share (0 to 1) was answered, estimated within its bucket
  /// as Prometheus does; the last bound when it is beyond. Nothing where nothing was answered.
  std::optional<double> quantile(double share) const;
};

struct Flow {
  double rented = 0, cancelled = 0, returned = 0;
  std::map<std::string, double> requests;    // that were answered, by context
  std::array<double, error_codes> errors{};  // and refusals, by ErrorCode
  Durations rents, all;

  Flow& operator+=(const Flow& more);
};

/// Since the start of the daemon of `context` that has said `families`.
Flow flow_of(const std::string& context, const metrics::Families& families);

/// What was done between two answers of the same daemon.
Flow since(const Flow& before, const Flow& now);

}  // namespace bookrent::gateway
