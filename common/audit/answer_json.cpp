#include <nlohmann/json.hpp>

#include "common/audit/answer.hpp"

namespace bookrent::audit {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json lines_in(std::string_view text) {
  Json lines = Json::array();
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

std::string json_of(const Question& question) {
  return dumped({{"check", question.check},
                 {"part", question.part},
                 {"after", question.after},
                 {"limit", question.limit}});
}

std::expected<Question, std::string> question_of_json(std::string_view text) try {
  const Json json = Json::parse(text);
  return Question{json.at("part"), json.value("after", ""), json.value("limit", std::int64_t{0}),
                  json.value("check", "")};
} catch (const Json::exception&) {
  return std::unexpected("part, after and check must be text, limit a whole number");
}

std::string json_of(const Answer& answer) {
  Json json{{"epoch", answer.epoch},
            {"head", answer.head},
            {"findings", answer.findings},
            {"columns", answer.columns},
            {"facts", lines_in(answer.facts)}};
  if (answer.next) json["next"] = *answer.next;
  return dumped(json);
}

std::expected<Answer, std::string> answer_of_json(std::string_view text) try {
  const Json json = Json::parse(text);
  Answer answer;
  answer.epoch = json.at("epoch");
  answer.head = json.at("head");
  answer.findings = json.at("findings").get<std::vector<std::string>>();
  answer.columns = json.at("columns").get<std::vector<std::string>>();
  for (const Json& line : json.at("facts")) (answer.facts += line.get<std::string>()) += '\n';
  if (json.contains("next")) answer.next = json.at("next").get<std::string>();
  return answer;
} catch (const Json::exception& bad) {
  return std::unexpected(bad.what());
}

}  // namespace bookrent::audit
