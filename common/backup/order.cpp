#include "common/backup/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace bookrent::backup {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 7> steps{"copy",  "tell",     "hold", "cut",
                                                "go_on", "manifest", "drop"};
constexpr std::array<std::string_view, 8> states{"copying", "copied",  "still",  "cut",
                                                 "writing", "written", "sealed", "dropped"};

template <class Enum, std::size_t size>
std::string word(const std::array<std::string_view, size>& words, Enum value) {
  return std::string{words.at(static_cast<std::size_t>(value))};
}

template <class Enum, std::size_t size>
Enum from_word(const std::array<std::string_view, size>& words, const std::string& text) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) throw std::invalid_argument(text);
  return static_cast<Enum>(found - words.begin());
}

}  // namespace

std::string json_of(const Order& order) {
  Json json{{"backup", order.backup}, {"step", word(steps, order.step)}};
  if (!order.directory.empty()) json["directory"] = order.directory;
  if (order.manifest) json["manifest"] = Json::parse(json_of(*order.manifest));
  return json.dump();
}

std::expected<Order, std::string> order_of_json(std::string_view text) try {
  const Json json = Json::parse(text);
  Order order{json.at("backup"),
              from_word<Step>(steps, json.at("step").get<std::string>()),
              json.value("directory", ""),
              {}};
  // The id becomes a part of a file's name.
  if (order.backup.empty() || order.backup.size() > 64 ||
      order.backup.find_first_not_of("0123456789abcdef-") != order.backup.npos)
    return std::unexpected("backup must be a UUID");
  if (!json.contains("manifest")) return order;
  auto manifest = manifest_of_json(json.at("manifest").dump());
  if (!manifest) return std::unexpected("the manifest " + manifest.error());
  order.manifest = *std::move(manifest);
  return order;
} catch (const std::exception&) {
  return std::unexpected(
      fmt::format("backup must be a UUID, and step one of {}", fmt::join(steps, ", ")));
}

std::string json_of(const Report& report) {
  Json json{{"context", report.context},
            {"state", word(states, report.state)},
            {"pages", report.pages},
            {"copied", report.copied}};
  if (const auto& file = report.file)
    json["file"] = {{"bytes", file->bytes},
                    {"blake2b", file->blake2b},
                    {"schema", file->schema},
                    {"epoch", file->epoch},
                    {"head", file->head}};
  return json.dump();
}

std::expected<Report, std::string> report_of_json(std::string_view text) try {
  const Json json = Json::parse(text);
  Report report{json.at("context"),
                from_word<State>(states, json.at("state").get<std::string>()),
                json.at("pages"),
                json.at("copied"),
                {}};
  if (!json.contains("file")) return report;
  const Json& file = json.at("file");
  report.file = {report.context,    file.at("bytes"), file.at("blake2b"),
                 file.at("schema"), file.at("epoch"), file.at("head")};
  return report;
} catch (const std::exception&) {
  return std::unexpected("the report on a backup cannot be read");
}

}  // namespace bookrent::backup
