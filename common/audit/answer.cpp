#include "common/audit/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace bookrent::audit {
namespace {

constexpr std::string_view end_line = ".";
constexpr std::int64_t facts_bytes_max = std::int64_t{1} << 32;

void append(std::string& to, std::int64_t number) {
  const fmt::format_int digits(number);
  to.append(digits.data(), digits.size());
}

bool needs_escape(char character) {
  return character == '\t' || character == '\n' || character == '\\';
}

void append_escaped(std::string& to, std::string_view text) {
  if (std::ranges::none_of(text, needs_escape)) {
    to += text;
    return;
  }
  for (const char character : text) {
    if (character == '\t')
      to += "\\t";
    else if (character == '\n')
      to += "\\n";
    else if (character == '\\')
      to += "\\\\";
    else
      to += character;
  }
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Takes what stands before the next tab out of `rest`.
std::string_view cell(std::string_view& rest) {
  const std::size_t tab = rest.find('\t');
  const std::string_view taken = rest.substr(0, tab);
  rest.remove_prefix(tab == std::string_view::npos ? rest.size() : tab + 1);
  return taken;
}

}  // namespace

std::string text_of(const Key& key) {
  return key.second == 0 ? fmt::format("{}", key.first)
                         : fmt::format("{},{}", key.first, key.second);
}

std::optional<Key> key_of(std::string_view text) {
  if (text.empty()) return Key{};
  const std::size_t comma = text.find(',');
  const auto first = number_of(text.substr(0, comma));
  const auto second =
      comma == std::string_view::npos ? std::int64_t{0} : number_of(text.substr(comma + 1));
  if (!first || !second) return std::nullopt;
  return Key{*first, *second};
}

FactLine::FactLine(Answer& answer, const Key& key) : facts_(answer.facts) {
  append(facts_, key.first);
  if (key.second == 0) return;
  facts_ += ',';
  append(facts_, key.second);
}

FactLine& FactLine::text(std::string_view cell) {
  facts_ += '\t';
  if (cell == "?") facts_ += '\\';
  append_escaped(facts_, cell);
  return *this;
}

FactLine& FactLine::number(std::int64_t cell) {
  facts_ += '\t';
  append(facts_, cell);
  return *this;
}

FactLine& FactLine::nothing() {
  facts_ += '\t';
  return *this;
}

FactLine& FactLine::unsaid() {
  facts_ += "\t?";
  return *this;
}

std::string escaped(std::string_view text) {
  std::string written;
  append_escaped(written, text);
  return written;
}

std::string unescaped(std::string_view text) {
  std::string read;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      read += text[at];
      continue;
    }
    const char mark = text[++at];
    read += mark == 't' ? '\t' : mark == 'n' ? '\n' : mark;
  }
  return read;
}

std::string line_of(const Question& question) {
  return fmt::format("{}\t{}\t{}\n", question.part, question.limit, escaped(question.after));
}

std::optional<Question> question_of(std::string_view line) {
  const std::string part{cell(line)};
  const auto limit = number_of(cell(line));
  if (part.empty() || !limit) return std::nullopt;
  return Question{part, unescaped(line), *limit};
}

std::string lines_of(const std::vector<std::string>& findings) {
  std::string lines;
  for (const std::string& finding : findings) lines += fmt::format("!\t{}\n", escaped(finding));
  return lines;
}

std::string lines_of(const Answer& answer) {
  std::string lines = fmt::format("@\t{}\t{}\n", answer.head, escaped(answer.epoch));
  lines += lines_of(answer.findings);
  if (!answer.columns.empty()) {
    lines += '#';
    for (const std::string& column : answer.columns) (lines += '\t') += column;
    lines += '\n';
  }
  if (!answer.facts.empty()) (lines += fmt::format("*\t{}\n", answer.facts.size())) += answer.facts;
  if (answer.next) lines += fmt::format("=\t{}\n", escaped(*answer.next));
  return (lines += end_line) += '\n';
}

Taken take_line(Answer& answer, std::string_view line) {
  if (line == end_line) return Taken::end;
  if (line.empty()) return Taken::more;
  const std::string_view mark = cell(line);
  if (mark == "@") {
    answer.head = number_of(cell(line)).value_or(0);
    answer.epoch = unescaped(line);
  } else if (mark == "!") {
    answer.findings.push_back(unescaped(line));
  } else if (mark == "#") {
    while (!line.empty()) answer.columns.emplace_back(cell(line));
  } else if (mark == "*") {
    const auto bytes = number_of(line);
    if (!bytes || *bytes < 1 || *bytes > facts_bytes_max) return Taken::unknown;
    answer.facts.resize(static_cast<std::size_t>(*bytes));
    return Taken::facts;
  } else if (mark == "=") {
    answer.next = unescaped(line);
  } else {
    return Taken::unknown;
  }
  return Taken::more;
}

std::string lines_of(const Failure& failure) {
  return fmt::format("\nx\t{}\t{}\n", failure.status, escaped(failure.reason));
}

std::optional<Failure> failure_of(std::string_view line) {
  if (cell(line) != "x") return std::nullopt;
  const auto status = number_of(cell(line));
  if (!status) return std::nullopt;
  return Failure{static_cast<int>(*status), unescaped(line)};
}

std::optional<Failure> failure_in(std::string_view facts) {
  constexpr std::string_view mark = "\nx\t";  // a fact begins with a digit
  const std::size_t at = facts.rfind(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view line = facts.substr(at + 1);
  return failure_of(line.substr(0, line.find('\n')));
}

}  // namespace bookrent::audit
