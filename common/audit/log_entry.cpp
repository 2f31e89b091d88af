#include "common/audit/log_entry.hpp"

#include <fmt/format.h>

#include <array>

#include "common/eventlog/envelope.hpp"

namespace bookrent::audit {
namespace {

bool eat(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

std::string_view until_quote(std::string_view& text) {
  const std::string_view taken = text.substr(0, text.find('"'));
  text.remove_prefix(taken.size());
  return taken;
}

}  // namespace

bool LogEntry::is_about(std::string_view what, std::int64_t id) const {
  const fmt::format_int digits(id);
  std::string_view text = subject;
  return eat(text, what) && eat(text, "/") &&
         text == std::string_view{digits.data(), digits.size()};
}

EntryReader::EntryReader(const std::string& source)
    : source_(source),
      before_number_(R"({"specversion":"1.0","id":")" + source + ':'),
      before_type_(R"(","source":")" + source + R"(","type":")") {}

std::expected<LogEntry, std::string> EntryReader::read(std::string_view event,
                                                       std::int64_t sequence) {
  if (const auto usual = read_usual(event, sequence)) return *usual;
  const auto read = eventlog::read_envelope(event);
  if (!read) return std::unexpected(fmt::format("cannot be read: {}", read.error()));
  if (read->source != source_ || read->sequence != sequence)
    return std::unexpected(fmt::format("says that it is {}:{}", read->source, read->sequence));
  kept_ = read->type + '\n' + read->subject + '\n' + read->data;
  const std::string_view all = kept_;
  return LogEntry{sequence, all.substr(0, read->type.size()),
                  all.substr(read->type.size() + 1, read->subject.size()),
                  all.substr(read->type.size() + read->subject.size() + 2)};
}

/// The form that eventlog::envelope() writes, where nothing had to be escaped.
std::optional<LogEntry> EntryReader::read_usual(std::string_view text,
                                                std::int64_t sequence) const {
  constexpr std::array<std::string_view, 3> unread = {R"(","time":")", R"(","actor":")",
                                                      R"(","traceparent":")"};
  LogEntry entry{sequence, {}, {}, {}};
  const fmt::format_int number(sequence);
  if (!eat(text, before_number_) || !eat(text, {number.data(), number.size()}) ||
      !eat(text, before_type_))
    return std::nullopt;
  entry.type = until_quote(text);
  if (!eat(text, R"(","subject":")")) return std::nullopt;
  entry.subject = until_quote(text);
  for (const std::string_view mark : unread)
    if (eat(text, mark)) until_quote(text);
  if (!eat(text, R"(","datacontenttype":"application/json","data":)") || !text.ends_with("}}"))
    return std::nullopt;
  entry.data = text.substr(0, text.size() - 1);
  return entry;
}

}  // namespace bookrent::audit
