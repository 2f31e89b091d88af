#include "common/json/write.hpp"

#include <fmt/compile.h>
#include <simdjson.h>

#include <algorithm>
#include <stdexcept>

namespace bookrent::json {
namespace {

bool is_plain(char one) {
  return static_cast<unsigned char>(one) >= 0x20 && one != '"' && one != '\\';
}

void append_escaped(std::string& to, char one) {
  constexpr std::string_view with_letter = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
  const auto place = with_letter.find(one);
  if (place != std::string_view::npos)
    to.append({'\\', letters[place]});
  else
    fmt::format_to(std::back_inserter(to), FMT_COMPILE("\\u{:04x}"), static_cast<unsigned>(one));
}

}  // namespace

void append_quoted(std::string& to, std::string_view text) {
  if (!simdjson::validate_utf8(text)) throw std::invalid_argument("a text is not UTF-8");
  to += '"';
  while (!text.empty()) {
    const auto plain = std::ranges::find_if_not(text, is_plain) - text.begin();
    to += text.substr(0, static_cast<std::size_t>(plain));
    text.remove_prefix(static_cast<std::size_t>(plain));
    if (text.empty()) break;
    append_escaped(to, text.front());
    text.remove_prefix(1);
  }
  to += '"';
}

std::string quoted(std::string_view text) {
  std::string result;
  append_quoted(result, text);
  return result;
}

void ObjectText::begin_member(std::string_view name) {
  if (text_.size() > 1) text_ += ',';
  text_ += '"';
  text_ += name;
  text_ += "\":";
}

ObjectText& ObjectText::add(std::string_view name, std::string_view text) {
  begin_member(name);
  append_quoted(text_, text);
  return *this;
}

ObjectText& ObjectText::add(std::string_view name, std::int64_t number) {
  return add_json(name, fmt::format_int(number).c_str());
}

ObjectText& ObjectText::add_json(std::string_view name, std::string_view json) {
  begin_member(name);
  text_ += json;
  return *this;
}

ArrayText& ArrayText::add_json(std::string_view json) {
  if (text_.size() > 1) text_ += ',';
  text_ += json;
  return *this;
}

}  // namespace bookrent::json
