#include "cli/supervisor/daemon_log.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

namespace bookrent::cli {
namespace {

constexpr std::size_t lines_max = 10;

// The message, and behind it the fields that explain it.
std::string words_of(const nlohmann::ordered_json& line) {
  std::string words = line.value("message", "");
  for (const auto& [name, value] : line.items()) {
    const bool explains = name == "why" || name == "fault";
    if (explains && value.is_string()) words += ": " + value.get<std::string>();
  }
  return words;
}

}  // namespace

std::uintmax_t log_size(const std::filesystem::path& log) {
  std::error_code error;
  const auto size = std::filesystem::file_size(log, error);
  return error ? 0 : size;
}

std::vector<std::string> last_errors(const std::filesystem::path& log, std::uintmax_t offset,
                                     std::string_view process) {
  std::ifstream file(log, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  std::vector<std::string> errors;
  for (std::string text; std::getline(file, text);) {
    const auto line = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!line.is_object() || line.value("level", "") != "error") continue;
    if (line.value("process", "") != process) continue;
    std::string words = words_of(line);
    if (std::ranges::count(errors, words) == 0) errors.push_back(std::move(words));
  }
  if (errors.size() > lines_max) errors.erase(errors.begin(), errors.end() - lines_max);
  return errors;
}

}  // namespace bookrent::cli
