#pragma once
// Puts a suite under load, and measures how it answers.
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "cli/session.hpp"
#include "tests/bench/load/demand.hpp"
#include "tests/bench/load/histogram.hpp"
#include "tests/bench/load/pace.hpp"
#include "tests/bench/load/timer.hpp"

namespace bookrent::bench {

/// How requests follow each other, and until when.
struct Loop {
  std::int64_t in_flight = 64;       // closed: the next begins when one has ended
  std::optional<std::int64_t> rate;  // open: so many begin in a second, whatever becomes of them
  std::chrono::milliseconds duration{10'000};
  std::optional<std::int64_t> requests;  // so many, instead of a duration
};

/// Requests of an open loop that are under way at most; the next ones begin late, which counts as
/// time that they took.
inline constexpr std::size_t under_way_max = 8'192;

/// What became of the requests of one kind.
struct Outcomes {
  Histogram latency;                            // of those that were answered without an error
  std::map<std::string, std::uint64_t> errors;  // by code, with the reason where there is one
};
struct Measured {
  std::array<Outcomes, kinds> of;
  std::chrono::nanoseconds took{0};  // from the first request to the last reply
};

class Load {
 public:
  /// Called again and again while it runs.
  using Notice = std::function<void(const Measured& so_far)>;

  Load(cli::Session& session, client::Client& client, Demand& demand, const Loop& loop)
      : session_(session), client_(client), demand_(demand), loop_(loop) {}

  Measured run(const Notice& notice);

 private:
  struct UnderWay {
    Wish wish;
    Moment meant;  // to begin
  };

  bool is_over() const;
  bool has_room() const;
  Moment meant_now() const;
  bool send_due();
  bool send(Moment meant);
  message::Request request_for(const Wish& wish);
  void take(client::Outcome outcome);
  void settle(const Wish& wish, const message::Reply& reply);
  void count_error(const Wish& wish, const message::Error& error);

  cli::Session& session_;
  client::Client& client_;
  Demand& demand_;
  Loop loop_;
  Moment begun_;
  std::optional<Pace> pace_;  // of an open loop
  Timer timer_;
  std::int64_t sent_ = 0;
  std::unordered_map<std::size_t, UnderWay> under_way_;  // by the client's ticket
  std::string epoch_;                                    // of rental's log
  Measured measured_;
};

}  // namespace bookrent::bench
