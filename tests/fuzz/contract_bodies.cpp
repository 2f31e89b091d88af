// The JSON of every command, query, reply and event of the contract. Input: the name of a struct
// in a line of its own, then a text for it; under an unknown name it is one for each of them.
#include <nlohmann/json.hpp>

#include "tests/contract/examples.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

using golden::Example;
using Json = nlohmann::json;

const std::vector<Example>& examples() {
  static const std::vector<Example> all = [] {
    std::vector<Example> list;
    for (golden::Chapter& chapter : golden::all_examples())
      for (Example& example : chapter.examples) list.push_back(std::move(example));
    return list;
  }();
  return all;
}

bool is_same_instant(const Json& one, const Json& other) {
  const auto instant = clock::parse_rfc3339(one.get_ref<const std::string&>());
  return instant && instant == clock::parse_rfc3339(other.get_ref<const std::string&>());
}

/// Whether all that `written` says stands in `read` too.
bool is_said_by(const Json& written, const Json& read) {
  if (written == read) return true;
  if (written.type() != read.type()) return false;
  if (written.is_string()) return is_same_instant(written, read);
  if (written.is_array() && written.size() != read.size()) return false;
  if (!written.is_structured()) return false;
  for (const auto& [key, value] : written.items()) {
    const Json::json_pointer place = Json::json_pointer{} / key;
    if (!read.contains(place) || !is_said_by(value, read.at(place))) return false;
  }
  return true;
}

void check(const Example& example, std::string_view text) {
  const auto written = example.read_and_write(text);
  if (!written) return claim(!written.error().empty(), "a refusal has words");
  const Json json = Json::parse(*written, nullptr, false);
  claim(json.is_object(), "a body is a JSON object");
  claim(written->find("\\u0000") == std::string::npos || text.find("\\\\u0000") != text.npos,
        "no text holds a NUL");
  claim(is_said_by(json, Json::parse(text)), "nothing is made up, and nothing is changed");
  claim(example.read_and_write(*written) == written, "what was written is read as the same");
}

}  // namespace

void run(std::string_view input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view name = input.substr(0, end);
  const std::string_view text = input.substr(std::min(end + 1, input.size()));
  bool known = false;
  for (const Example& example : examples())
    if (example.name == name) {
      check(example, text);
      known = true;
    }
  if (known) return;
  for (const Example& example : examples()) check(example, text);
}

}  // namespace bookrent::fuzz
