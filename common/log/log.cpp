#include "common/log/log.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "common/clock/clock.hpp"

namespace bookrent::log {
namespace {

struct Writer {
  std::string process = "bookrent";
  bool json = false;
  std::shared_ptr<spdlog::logger> logger;
};

Writer& writer() {
  static Writer instance = [] {
    Writer made;
    made.json = ::isatty(STDERR_FILENO) == 0;
    made.logger = std::make_shared<spdlog::logger>(
        "bookrent", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.logger->set_pattern("%v");
    made.logger->flush_on(spdlog::level::debug);
    return made;
  }();
  return instance;
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view text_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warn:
      return "warn";
    case Level::error:
      return "error";
  }
  return "error";
}

std::string json_line(Level level, std::string_view message, std::initializer_list<Field> fields) {
  nlohmann::ordered_json line{{"time", clock::rfc3339(clock::SystemClock{}.now())},
                              {"level", text_of(level)},
                              {"process", writer().process},
                              {"message", message}};
  for (const Field& field : fields)
    std::visit([&](const auto& value) { line[std::string{field.name}] = value; }, field.value);
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string text_line(Level level, std::string_view message, std::initializer_list<Field> fields) {
  const std::string time = clock::rfc3339(clock::SystemClock{}.now());
  std::string line = fmt::format("{} {:5} {}: {}", time, text_of(level), writer().process, message);
  for (const Field& field : fields)
    std::visit([&](const auto& value) { line += fmt::format(" {}={}", field.name, value); },
               field.value);
  return line;
}

}  // namespace

std::optional<Level> level_of(std::string_view text) {
  for (const Level level : {Level::debug, Level::info, Level::warn, Level::error})
    if (text == text_of(level)) return level;
  return std::nullopt;
}

void configure(std::string_view process, Level level, std::optional<bool> json) {
  writer().process = process;
  if (json) writer().json = *json;
  writer().logger->set_level(spdlog_level(level));
}

bool enabled(Level level) { return writer().logger->should_log(spdlog_level(level)); }

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  const std::string line =
      writer().json ? json_line(level, message, fields) : text_line(level, message, fields);
  writer().logger->log(spdlog_level(level), "{}", line);
}

std::string_view trace_of(std::string_view traceparent) {
  constexpr std::size_t trace_at = 3, trace_digits = 32;
  return traceparent.size() >= trace_at + trace_digits ? traceparent.substr(trace_at, trace_digits)
                                                       : std::string_view{};
}

}  // namespace bookrent::log
