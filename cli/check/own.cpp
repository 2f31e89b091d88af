#include "cli/check/own.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <utility>

#include "cli/check/fact_stream.hpp"

namespace bookrent::cli {
namespace {

/// The parts of one context, asked one after the other, or all at once where there are no pages.
class OwnParts {
 public:
  OwnParts(Source& source, const CheckOptions& options) : source_(source), options_(options) {
    for (const char* part : {"log", "tables", "replies"}) parts_.emplace_back(part);
    if (options.rows_a_page == 0)
      while (!parts_.empty()) ask_next();
    else
      ask_next();
  }

  bool done() const { return asked_.empty(); }

  /// Throws SourceFailed, and is done then.
  void take(const Tell& tell) {
    auto asked = std::exchange(asked_, {});
    const auto [part, ticket] = asked.front();
    const audit::Answer answer = source_.take(ticket).answer;
    asked.pop_front();
    asked_ = std::move(asked);
    tell_all(tell, source_.context(), answer.findings);
    events_ = std::max(events_, answer.head);
    if (answer.next)
      asked_.emplace_back(part, source_.ask({part, *answer.next, options_.rows_a_page, {}}));
    else if (asked_.empty() && !parts_.empty())
      ask_next();
  }

  std::int64_t events() const { return events_; }

 private:
  void ask_next() {
    const std::string part = parts_.front();
    parts_.pop_front();
    asked_.emplace_back(part, source_.ask({part, "", options_.rows_a_page, {}}));
  }

  Source& source_;
  CheckOptions options_;
  std::deque<std::string> parts_;
  std::deque<std::pair<std::string, Source::Ticket>> asked_;
  std::int64_t events_ = 0;
};

struct Position {
  std::string source;
  std::int64_t sequence = 0;
  std::string chain;
};

std::vector<Position> positions_of(Source& reader) {
  const audit::Answer answer = take_page(reader, {"positions", "", 0, {}}).answer;
  std::vector<Position> positions;
  std::string_view rest = answer.facts;
  for (Fact fact; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
    read_fact(rest.substr(0, rest.find('\n')), answer.columns.size(), reader.context(), fact);
    Position position{std::string{fact.cells.at(0)}, 0, std::string{fact.cells.at(3)}};
    const std::string_view digits = fact.cells.at(2);
    std::from_chars(digits.data(), digits.data() + digits.size(), position.sequence);
    positions.push_back(std::move(position));
  }
  return positions;
}

std::string chain_in(const audit::Answer& place) {
  const std::size_t tab = place.facts.find('\t');
  return tab == std::string::npos ? "" : place.facts.substr(tab + 1, place.facts.size() - tab - 2);
}

/// What is wrong with a reader's place in the log that is asked for afterwards; empty: nothing.
std::string fault_of(const Position& position, const std::string& reader,
                     const audit::Answer& place) {
  if (position.sequence > place.head)
    return fmt::format("{} has read {} up to event {}, and its log ends at {}", reader,
                       position.source, position.sequence, place.head);
  if (position.sequence > 0 && chain_in(place) != position.chain)
    return fmt::format("{} has read other events of {} up to {} than its log has", reader,
                       position.source, position.sequence);
  return {};
}

}  // namespace

Files::Files(std::span<Source* const> sources, const CheckOptions& options) : sources_(sources) {
  if (options.moving) return;
  for (Source* source : sources_) asked_.push_back(source->ask({"database", "", 0, {}}));
}

void Files::finish(const Tell& tell, Unread& unread) {
  for (std::size_t i = 0; i < asked_.size(); ++i)
    unread.except([&] {
      Source& source = *sources_[i];
      audit::Answer answer = source.take(asked_[i]).answer;
      if (answer.next) answer = source.take(source.ask({"database", *answer.next, 0, {}})).answer;
      tell_all(tell, source.context(), answer.findings);
    });
}

std::int64_t check_own(std::span<Source* const> sources, const CheckOptions& options,
                       const Tell& tell, Unread& unread) {
  std::deque<OwnParts> all;
  for (Source* source : sources) unread.except([&] { all.emplace_back(*source, options); });
  while (!all.empty() && !std::ranges::all_of(all, &OwnParts::done))
    for (OwnParts& parts : all)
      if (!parts.done()) unread.except([&] { parts.take(tell); });
  std::int64_t events = 0;
  for (const OwnParts& parts : all) events += parts.events();
  return events;
}

/// The reader's place is asked for first: a source that serves is never behind it then.
Places check_positions(std::span<Source* const> sources, const Tell& tell) {
  Places places;
  for (Source* reader : sources)
    for (const Position& position : positions_of(*reader)) {
      const auto owner = std::ranges::find(sources, position.source,
                                           [](const Source* one) { return one->context(); });
      if (owner == sources.end()) continue;
      const audit::Answer place =
          take_page(**owner, {"place", fmt::format("{}", position.sequence), 0, {}}).answer;
      const std::string fault = fault_of(position, reader->context(), place);
      if (!fault.empty())
        tell({{position.source, reader->context()}, fault});
      else if (position.sequence < place.head)
        places.behind.push_back(
            {reader->context(), position.source, place.head - position.sequence});
      else
        places.read_up.emplace_back(position.source, reader->context());
    }
  return places;
}

}  // namespace bookrent::cli
