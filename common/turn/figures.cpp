#include "common/turn/figures.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <map>

namespace bookrent::turn {
namespace {

using prometheus::Histogram;

/// Requests are answered, or given up by whoever asked, long before.
constexpr double open_seconds_max = 300;

const Histogram::BucketBoundaries request_seconds = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
const Histogram::BucketBoundaries turn_seconds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                                  0.01,   0.025,   0.05,   0.1,   0.25,   1};
const Histogram::BucketBoundaries messages_in_turn = {0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

prometheus::Family<prometheus::Counter>& counters(prometheus::Registry& registry, const char* name,
                                                  const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

prometheus::Family<Histogram>& histograms(prometheus::Registry& registry, const char* name,
                                          const char* help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

std::string outcome_of(const message::Reply& reply) {
  return reply.error ? std::string{text_of(reply.error->code)} : "ok";
}

}  // namespace

struct Figures::Counted {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      counters(registry, "bookrent_requests_total", "Requests answered, by operation and outcome.");
  prometheus::Family<Histogram>& durations =
      histograms(registry, "bookrent_request_duration_seconds",
                 "From the arrival of a request to its answer, by operation.");
  Histogram& messages =
      histograms(registry, "bookrent_turn_messages", "Messages handled in one turn.")
          .Add({}, messages_in_turn);
  Histogram& handling = histograms(registry, "bookrent_turn_handle_duration_seconds",
                                   "Time a turn took to handle its messages.")
                            .Add({}, turn_seconds);
  Histogram& committing = histograms(registry, "bookrent_turn_commit_duration_seconds",
                                     "Time a turn took to bring what it did to the disk.")
                              .Add({}, turn_seconds);
  prometheus::Counter& undone =
      counters(registry, "bookrent_turns_undone_total",
               "Turns that could not be committed and of which nothing happened.")
          .Add({});
  prometheus::Counter& events = counters(registry, "bookrent_events_appended_total",
                                         "Events appended to the context's own log.")
                                    .Add({});
  prometheus::Counter& malformed = counters(registry, "bookrent_malformed_messages_total",
                                            "Messages that could not be read, by sender.")
                                       .Add({{"sender", "gateway"}});
};

/// Its values are there from its first request on: most operations of a context are rare.
struct Figures::Operation {
  Operation(std::string its_name, Counted& its_counted)
      : name(std::move(its_name)), counted(its_counted) {}

  void answered(const std::string& outcome, double seconds) {
    if (duration == nullptr)
      duration = &counted.durations.Add({{"operation", name}}, request_seconds);
    duration->Observe(seconds);
    prometheus::Counter*& counter = by_outcome[outcome];
    if (counter == nullptr)
      counter = &counted.requests.Add({{"operation", name}, {"outcome", outcome}});
    counter->Increment();
  }

  std::string name;
  Counted& counted;
  Histogram* duration = nullptr;
  std::map<std::string, prometheus::Counter*> by_outcome;
};

Figures::Figures(const std::vector<message::Operation>& operations)
    : counted_(std::make_unique<Counted>()) {
  for (const message::Operation& one : operations)
    operations_[one.name] = std::make_unique<Operation>(one.name, *counted_);
  operations_["unknown"] = std::make_unique<Operation>("unknown", *counted_);
}

Figures::~Figures() = default;

void Figures::began(std::size_t messages) {
  watch_ = {};
  counted_->messages.Observe(static_cast<double>(messages));
}

void Figures::handled() { counted_->handling.Observe(watch_.lap()); }
void Figures::committed() { counted_->committing.Observe(watch_.lap()); }
void Figures::undone() { counted_->undone.Increment(); }
void Figures::appended(std::size_t events) {
  counted_->events.Increment(static_cast<double>(events));
}
void Figures::malformed() { counted_->malformed.Increment(); }

void Figures::arrived(const std::string& id, const std::string& operation) {
  const auto known = operations_.find(operation);
  const auto& found = known == operations_.end() ? operations_.at("unknown") : known->second;
  open_.try_emplace(id, Open{found.get(), watch_});
}

void Figures::answered(const message::Reply& reply) {
  const auto found = open_.find(reply.id);
  if (found == open_.end()) return;
  found->second.operation->answered(outcome_of(reply), found->second.since.seconds());
  open_.erase(found);
}

metrics::Families Figures::collect() {
  std::erase_if(open_,
                [](const auto& open) { return open.second.since.seconds() > open_seconds_max; });
  metrics::Families families = counted_->registry.Collect();
  families.push_back(metrics::with(
      metrics::gauge("bookrent_requests_in_progress", "Requests that are not yet answered."),
      static_cast<double>(open_.size())));
  return families;
}

}  // namespace bookrent::turn
