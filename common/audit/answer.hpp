#pragma once
// How an examination of a context's database is asked and how it answers: by pages of one part. The
// same pages are written as text between two programs and as JSON between command and daemon.
//
// A fact is a line: the key of what it is about, then cells in the order of `columns`, all
// separated by tabs. The key is a whole number above 0, or two of them with a comma between; facts
// are sorted by it. A cell is empty where there is no value, and `?` where this context does not
// say.
#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::audit {

inline constexpr std::string_view format_line = "bookrent-audit 2";

struct Question {
  std::string part;
  std::string after;       // the `next` of the answer before; empty at the beginning
  std::int64_t limit = 0;  // rows or events, at most; 0: all
  std::string check = {};  // names the examination, where a daemon might be asked by several
};

struct Answer {
  std::string epoch;                  // of the context's own log,
  std::int64_t head = 0;              // which ended here when the answer was made
  std::vector<std::string> findings;  // what is wrong, a sentence each
  std::vector<std::string> columns;
  std::string facts;                // lines, each with its line feed
  std::optional<std::string> next;  // nothing: this was the last page
};

struct Key {
  std::int64_t first = 0;
  std::int64_t second = 0;
  auto operator<=>(const Key&) const = default;
};
std::string text_of(const Key& key);
/// Nothing for what text_of() does not write; empty text is the key before all others.
std::optional<Key> key_of(std::string_view text);

/// Writes one fact. Its line ends with the object's life.
class FactLine {
 public:
  FactLine(Answer& answer, const Key& key);
  FactLine(const FactLine&) = delete;
  FactLine& operator=(const FactLine&) = delete;
  ~FactLine() { facts_ += '\n'; }
  FactLine& text(std::string_view cell);
  FactLine& number(std::int64_t cell);
  FactLine& nothing();  // there is no value
  FactLine& unsaid();   // this context does not say

 private:
  std::string& facts_;
};

/// Tabs, line feeds and backslashes as \t, \n and \\; and back.
std::string escaped(std::string_view text);
std::string unescaped(std::string_view text);

// Between two programs: a question is one line, an answer some lines with a mark at the beginning.

std::string line_of(const Question& question);
std::optional<Question> question_of(std::string_view line);

std::string lines_of(const Answer& answer);
enum class Taken { more, facts, end, unknown };
/// Takes the next line, without its line feed, of lines_of(); an empty one says nothing. After
/// `facts` come as many bytes as `answer.facts` was made long, to be read into it.
Taken take_line(Answer& answer, std::string_view line);

/// Why there are no answers any more, with the exit status that it is worth.
struct Failure {
  int status = 0;
  std::string reason;
};
/// What is wrong, as the beginning of an answer that is broken off.
std::string lines_of(const std::vector<std::string>& findings);
/// With a line feed before it, so that it is a line of its own wherever an answer was broken off.
/// Findings of an answer that begins before it count.
std::string lines_of(const Failure& failure);
/// Nothing for any other line.
std::optional<Failure> failure_of(std::string_view line);
/// The same of what came of the facts of an answer that was broken off.
std::optional<Failure> failure_in(std::string_view facts);

// Between command and daemon.

std::string json_of(const Question& question);
std::expected<Question, std::string> question_of_json(std::string_view text);
std::string json_of(const Answer& answer);
std::expected<Answer, std::string> answer_of_json(std::string_view text);

}  // namespace bookrent::audit
