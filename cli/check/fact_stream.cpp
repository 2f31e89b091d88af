#include "cli/check/fact_stream.hpp"

#include <fmt/format.h>

#include "cli/exit_status.hpp"

namespace bookrent::cli {

void read_fact(std::string_view line, std::size_t cells, std::string_view context, Fact& fact) {
  const std::size_t end = line.find('\t');
  const auto key = audit::key_of(line.substr(0, end));
  fact.cells.clear();
  for (std::size_t tab = end; tab != std::string_view::npos;) {
    const std::size_t begin = tab + 1;
    tab = line.find('\t', begin);
    fact.cells.push_back(line.substr(begin, tab - begin));
  }
  if (!key || *key == audit::Key{} || fact.cells.size() != cells)
    throw SourceFailed(storage, fmt::format("{}.db has a row that cannot be", context),
                       std::string{context});
  fact.key = *key;
}

FactStream::FactStream(Source& source, std::string_view subject, std::int64_t facts_a_page,
                       const Tell& tell)
    : source_(source),
      subject_(subject),
      facts_a_page_(facts_a_page),
      tell_(tell),
      asked_(source.ask({subject_, "", facts_a_page, {}})) {}

const Fact* FactStream::current() {
  if (read_) return &fact_;
  while (rest_.empty() && asked_) turn_page();
  if (rest_.empty()) return nullptr;
  const std::size_t end = rest_.find('\n');
  read_fact(rest_.substr(0, end), columns_.size(), source_.context(), fact_);
  rest_.remove_prefix(end + 1);
  read_ = true;
  return &fact_;
}

void FactStream::advance() { read_ = false; }

void FactStream::turn_page() {
  audit::Answer answer = source_.take(*asked_).answer;
  asked_.reset();
  if (answer.next) asked_ = source_.ask({subject_, *answer.next, facts_a_page_, {}});
  tell_all(tell_, source_.context(), answer.findings);
  columns_ = std::move(answer.columns);
  page_ = std::move(answer.facts);
  rest_ = page_;
}

}  // namespace bookrent::cli
