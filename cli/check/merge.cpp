#include "cli/check/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

namespace bookrent::cli {
namespace {

/// More suspicions at once than these come from a ruin, not from movement: they are told as they
/// are.
constexpr std::size_t suspected_max = 50'000;
constexpr int looks_max = 5;
/// At once: a reader is waited for once for all of them.
constexpr std::size_t looked_at_max = 250;

using Streams = std::vector<std::unique_ptr<FactStream>>;  // null: the context is not examined

Source* source_named(std::span<Source* const> sources, std::string_view context) {
  const auto found =
      std::ranges::find(sources, context, [](const Source* one) { return one->context(); });
  return found == sources.end() ? nullptr : *found;
}

Streams streams_of(const Family& family, std::span<Source* const> sources,
                   std::int64_t facts_a_page, const Tell& tell) {
  Streams streams;
  for (const std::string_view context : family.contexts) {
    Source* source = source_named(sources, context);
    streams.push_back(source == nullptr ? nullptr
                                        : std::make_unique<FactStream>(*source, family.subject,
                                                                       facts_a_page, tell));
  }
  return streams;
}

/// The thing with the lowest key that any stream is at; false at the end of all.
bool look(const Streams& streams, Known& known) {
  known.facts.assign(streams.size(), nullptr);
  const Fact* lowest = nullptr;
  for (const auto& stream : streams) {
    const Fact* fact = stream ? stream->current() : nullptr;
    if (fact != nullptr && (lowest == nullptr || fact->key < lowest->key)) lowest = fact;
  }
  if (lowest == nullptr) return false;
  known.key = lowest->key;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const Fact* fact = streams[i] ? streams[i]->current() : nullptr;
    if (fact != nullptr && fact->key == known.key) known.facts[i] = fact;
  }
  return true;
}

/// Once the first thing was looked at.
Columns columns_of(const Streams& streams) {
  Columns columns;
  for (const auto& stream : streams) columns.push_back(stream ? &stream->columns() : nullptr);
  return columns;
}

void advance(Streams& streams, const Known& known) {
  for (std::size_t i = 0; i < streams.size(); ++i)
    if (known.facts[i] != nullptr) streams[i]->advance();
}

/// The question for the fact about one thing: the first behind the key before it.
audit::Question about_one(const Family& family, const audit::Key& key) {
  const audit::Key before =
      key.second > 0 ? audit::Key{key.first, key.second - 1} : audit::Key{key.first - 1, 0};
  return {std::string{family.subject}, audit::text_of(before), 1, {}};
}

/// One look at what every context says of some things, with everything that it refers to.
class Look {
 public:
  Look(const Family& family, std::span<Source* const> sources, std::span<const audit::Key> keys)
      : family_(family), sources_(sources), keys_(keys), answers_(family.contexts.size()) {}

  /// Owners first; then the readers, once they have read what the owners had said by then; then
  /// the owners again. Tells what is wrong with things whose owners have not moved on meanwhile;
  /// returns the others. Nothing is told, and nothing returned, when a reader is slow().
  std::vector<audit::Key> take(const Tell& tell) {
    ask(true);
    const auto before = owners_facts();
    ask(false);
    ask(true);
    const auto after = owners_facts();
    std::vector<audit::Key> moved;
    for (std::size_t i = 0; i < keys_.size() && slow_.empty(); ++i) {
      if (before[i] != after[i]) {
        moved.push_back(keys_[i]);
        continue;
      }
      const Rules rules(family_, columns(i), [](auto, auto) { return true; });
      std::ranges::for_each(rules.judge(known(i)), tell);
    }
    return moved;
  }

  std::string_view slow() const { return slow_; }

 private:
  bool is_owner(std::size_t context) const {
    return std::ranges::any_of(family_.readings,
                               [context](const Reading& one) { return one.owner == context; });
  }

  /// Asks the owners, or the others: each after what was said before, for payment reads rental,
  /// too.
  void ask(bool owners) {
    for (std::size_t context = 0; context < answers_.size(); ++context) {
      Source* source = source_named(sources_, family_.contexts[context]);
      if (source != nullptr && is_owner(context) == owners) ask(context, *source);
    }
  }

  void ask(std::size_t context, Source& source) {
    const message::Positions after = heads_;
    std::vector<Source::Ticket> tickets;
    for (const audit::Key& key : keys_)
      tickets.push_back(source.ask(about_one(family_, key), after));
    answers_[context].assign(keys_.size(), {});
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      Source::Reply reply = source.take(tickets[i]);
      const audit::Question question = about_one(family_, keys_[i]);
      if (nothing_yet(reply, question)) reply = take_page(source, question, after);
      if (reply.stale) slow_ = family_.contexts[context];
      const std::string_view facts = reply.answer.facts;
      if (facts.empty() || audit::key_of(facts.substr(0, facts.find_first_of("\t\n"))) != keys_[i])
        reply.answer.facts.clear();
      heads_[std::string{family_.contexts[context]}] = {reply.answer.epoch, reply.answer.head};
      answers_[context][i] = std::move(reply.answer);
    }
  }

  /// For each thing what its owners say.
  std::vector<std::string> owners_facts() const {
    std::vector<std::string> facts(keys_.size());
    for (std::size_t context = 0; context < answers_.size(); ++context)
      if (is_owner(context) && !answers_[context].empty())
        for (std::size_t i = 0; i < keys_.size(); ++i)
          facts[i] += answers_[context][i].facts + '\n';
    return facts;
  }

  Columns columns(std::size_t thing) const {
    Columns columns;
    for (const auto& answers : answers_)
      columns.push_back(answers.empty() ? nullptr : &answers[thing].columns);
    return columns;
  }

  Known known(std::size_t thing) {
    Known known{keys_[thing], {}};
    read_.assign(answers_.size(), {});
    for (std::size_t context = 0; context < answers_.size(); ++context) {
      const auto& answers = answers_[context];
      known.facts.push_back(nullptr);
      if (answers.empty() || answers[thing].facts.empty()) continue;
      const std::string_view line = answers[thing].facts;
      read_fact(line.substr(0, line.size() - 1), answers[thing].columns.size(),
                family_.contexts[context], read_[context]);
      known.facts.back() = &read_[context];
    }
    return known;
  }

  const Family& family_;
  std::span<Source* const> sources_;
  std::span<const audit::Key> keys_;
  std::vector<std::vector<audit::Answer>> answers_;  // by context and thing; empty: not examined
  std::vector<Fact> read_;
  message::Positions heads_;
  std::string_view slow_;
};

/// Returns the context that did not come to read what it had to; the rest is then not looked at.
std::string_view look_again(const Family& family, std::span<Source* const> sources,
                            std::span<const audit::Key> suspected, const Tell& tell) {
  while (!suspected.empty()) {
    const auto some = suspected.first(std::min(suspected.size(), looked_at_max));
    suspected = suspected.subspan(some.size());
    std::vector<audit::Key> keys(some.begin(), some.end());
    for (int looks = 0; looks < looks_max && !keys.empty(); ++looks) {
      Look look(family, sources, keys);
      std::vector<audit::Key> moved = look.take(tell);
      if (!look.slow().empty()) return look.slow();
      keys = std::move(moved);
    }
  }
  return {};
}

}  // namespace

Compared compare(const Family& family, std::span<Source* const> sources,
                 const CheckOptions& options, const HasRead& has_read, const Tell& tell) {
  Streams streams = streams_of(family, sources, options.facts_a_page, tell);
  std::vector<audit::Key> suspected;
  std::optional<Rules> rules;
  std::int64_t things = 0;
  for (Known known; look(streams, known); advance(streams, known)) {
    if (known.facts.front() != nullptr) ++things;
    if (!rules) rules.emplace(family, columns_of(streams), has_read);
    const std::vector<Violation> violations = rules->judge(known);
    if (violations.empty()) continue;
    if (options.moving && suspected.size() < suspected_max)
      suspected.push_back(known.key);
    else
      std::ranges::for_each(violations, tell);
  }
  return {things, std::string{look_again(family, sources, suspected, tell)}};
}

}  // namespace bookrent::cli
