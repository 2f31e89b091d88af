#include "cli/check/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace bookrent::cli {
namespace {

/// More suspicions at once than these come from a ruin, not from movement: they are told as they
/// are.
constexpr std::size_t suspected_max = 50'000;
constexpr int looks_max = 5;

using Streams = std::vector<std::unique_ptr<FactStream>>;  // null: the context is not examined

Source* source_named(std::span<Source* const> sources, std::string_view context) {
  const auto found =
      std::ranges::find(sources, context, [](const Source* one) { return one->context(); });
  return found == sources.end() ? nullptr : *found;
}

Streams streams_of(const Family& family, std::span<Source* const> sources,
                   std::int64_t facts_a_page) {
  Streams streams;
  for (const std::string_view context : family.contexts) {
    Source* source = source_named(sources, context);
    streams.push_back(source == nullptr
                          ? nullptr
                          : std::make_unique<FactStream>(*source, family.subject, facts_a_page));
  }
  return streams;
}

/// The thing with the lowest key that any stream is at; false at the end of all.
bool look(const Streams& streams, Known& known) {
  known.facts.assign(streams.size(), nullptr);
  known.columns.assign(streams.size(), nullptr);
  const Fact* lowest = nullptr;
  for (const auto& stream : streams) {
    const Fact* fact = stream ? stream->current() : nullptr;
    if (fact != nullptr && (lowest == nullptr || fact->key < lowest->key)) lowest = fact;
  }
  if (lowest == nullptr) return false;
  known.key = lowest->key;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    if (!streams[i]) continue;
    known.columns[i] = &streams[i]->columns();
    const Fact* fact = streams[i]->current();
    if (fact != nullptr && fact->key == known.key) known.facts[i] = fact;
  }
  return true;
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

/// One look at what every context says of one thing, with everything that it refers to.
class Look {
 public:
  Look(const Family& family, std::span<Source* const> sources, const audit::Key& key)
      : family_(family), sources_(sources), key_(key), answers_(family.contexts.size()) {}

  /// Owners first; then the readers, once they have read what the owners had said by then; then
  /// the owners again. Nothing can be said when an owner moved on meanwhile, or a reader is slow.
  /// Who was slow is in slow().
  std::optional<std::vector<Violation>> judged() {
    if (!ask_owners() || !ask_readers()) return std::nullopt;
    const std::vector<std::string> before = owners_facts();
    if (!ask_owners() || owners_facts() != before) return std::nullopt;
    return judge(family_, known(), [](auto, auto) { return true; });
  }

  std::string_view slow() const { return slow_; }

 private:
  bool is_owner(std::size_t context) const {
    return std::ranges::any_of(family_.readings,
                               [context](const Reading& one) { return one.owner == context; });
  }

  bool ask(std::size_t context, const message::Positions& after) {
    Source* source = source_named(sources_, family_.contexts[context]);
    if (source == nullptr) return true;
    Source::Reply reply = take_page(*source, about_one(family_, key_), after);
    const std::string_view facts = reply.answer.facts;
    if (audit::key_of(facts.substr(0, facts.find_first_of("\t\n"))) != key_ || facts.empty())
      reply.answer.facts.clear();
    if (reply.stale) slow_ = family_.contexts[context];
    const bool known = !reply.stale;
    heads_[std::string{family_.contexts[context]}] = {reply.answer.epoch, reply.answer.head};
    answers_[context] = std::move(reply.answer);
    return known;
  }

  /// Each after what the ones before it have said: payment reads rental, too.
  bool ask_owners() {
    for (std::size_t i = 0; i < answers_.size(); ++i)
      if (is_owner(i) && !ask(i, heads_)) return false;
    return true;
  }
  bool ask_readers() {
    for (std::size_t i = 0; i < answers_.size(); ++i)
      if (!is_owner(i) && !ask(i, heads_)) return false;
    return true;
  }

  std::vector<std::string> owners_facts() const {
    std::vector<std::string> facts;
    for (std::size_t i = 0; i < answers_.size(); ++i)
      if (is_owner(i) && answers_[i]) facts.push_back(answers_[i]->facts);
    return facts;
  }

  Known known() {
    Known known{key_, {}, {}};
    read_.resize(answers_.size());
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      known.columns.push_back(answers_[i] ? &answers_[i]->columns : nullptr);
      known.facts.push_back(nullptr);
      if (!answers_[i] || answers_[i]->facts.empty()) continue;
      const std::string_view line = answers_[i]->facts;
      read_fact(line.substr(0, line.size() - 1), answers_[i]->columns.size(), read_[i]);
      known.facts.back() = &read_[i];
    }
    return known;
  }

  const Family& family_;
  std::span<Source* const> sources_;
  audit::Key key_;
  std::vector<std::optional<audit::Answer>> answers_;
  std::vector<Fact> read_;
  message::Positions heads_;
  std::string_view slow_;
};

/// Returns the context that did not come to read what it had to; the rest is then not looked at.
std::string_view look_again(const Family& family, std::span<Source* const> sources,
                            const std::vector<audit::Key>& suspected, const Tell& tell) {
  for (const audit::Key& key : suspected)
    for (int looks = 0; looks < looks_max; ++looks) {
      Look look(family, sources, key);
      const auto violations = look.judged();
      if (!look.slow().empty()) return look.slow();
      if (!violations) continue;
      std::ranges::for_each(*violations, tell);
      break;
    }
  return {};
}

}  // namespace

Compared compare(const Family& family, std::span<Source* const> sources,
                 const CheckOptions& options, const HasRead& has_read, const Tell& tell) {
  Streams streams = streams_of(family, sources, options.facts_a_page);
  std::vector<audit::Key> suspected;
  std::int64_t things = 0;
  for (Known known; look(streams, known); advance(streams, known)) {
    if (known.facts.front() != nullptr) ++things;
    const std::vector<Violation> violations = judge(family, known, has_read);
    if (violations.empty()) continue;
    if (options.moving && suspected.size() < suspected_max)
      suspected.push_back(known.key);
    else
      std::ranges::for_each(violations, tell);
  }
  return {things, std::string{look_again(family, sources, suspected, tell)}};
}

}  // namespace bookrent::cli
