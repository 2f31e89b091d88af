// Records of a CSV or JSON lines file, as batches and imports read them. Input: the file.
#include <algorithm>
#include <ios>
#include <set>
#include <sstream>

#include "cli/records/record_reader.hpp"
#include "cli/records/values.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

using cli::RecordReader;
using Json = nlohmann::json;

constexpr std::size_t small_bytes = 2 * 1024;
constexpr std::size_t record_bytes = 256 * 1024;

/// Gives one byte at a time, as a slow pipe does, and then ends or fails.
class Trickle final : public std::streambuf {
 public:
  Trickle(std::string_view text, bool fails) : text_(text), fails_(fails) {}

 private:
  int_type underflow() override {
    if (at_ < text_.size()) {
      byte_ = text_[at_++];
      setg(&byte_, &byte_, &byte_ + 1);
      return traits_type::to_int_type(byte_);
    }
    if (fails_) throw std::ios_base::failure("broken", std::make_error_code(std::errc::io_error));
    return traits_type::eof();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  char byte_ = 0;
  bool fails_;
};

/// All that a reader says of a file.
struct Reading {
  std::string error;  // of the whole
  std::vector<std::expected<cli::Record, cli::RecordProblem>> records;
};

Reading read(std::istream& in) {
  auto reader = RecordReader::create(in, {"the file", {}});
  if (!reader) return {reader.error(), {}};
  Reading reading;
  while (auto record = reader->next()) reading.records.push_back(*std::move(record));
  return reading;
}

Reading read_text(std::string_view text) {
  std::istringstream in{std::string{text}};
  return read(in);
}

Reading read_trickling(std::string_view text, bool fails) {
  Trickle trickle(text, fails);
  std::istream in(&trickle);
  return read(in);
}

bool same(const Reading& one, const Reading& other) {
  const auto same_record = [](const auto& left, const auto& right) {
    if (left.has_value() != right.has_value()) return false;
    if (left) return left->line == right->line && left->fields == right->fields;
    return left.error().line == right.error().line && left.error().message == right.error().message;
  };
  return one.error == other.error && std::ranges::equal(one.records, other.records, same_record);
}

void check_values(const Json& fields) {
  for (const auto& [name, value] : fields.items()) {
    if (const auto number = cli::as_integer(value))
      claim(cli::as_integer(Json(*number)) == number, "a number that was read is a number");
    else
      claim(is_for_people(number.error()), "what is no number is told to a person");
    if (const auto text = cli::as_text(value); !text)
      claim(is_for_people(text.error()), "what is no text is told to a person");
  }
}

/// The lines of a file, one behind its last line end counted too.
std::size_t lines_of(std::string_view text) {
  const bool old_mac = text.contains('\r') && !text.contains('\n');
  return split(text, old_mac ? '\r' : '\n').size();
}

void check(const Reading& reading, std::size_t lines) {
  if (!reading.error.empty()) claim(is_for_people(reading.error), "a refusal has words");
  std::size_t before = 0;
  for (const auto& record : reading.records) {
    const std::size_t line = record ? record->line : record.error().line;
    claim(line > before && line <= lines, "each record has a line of its own in the file");
    before = line;
    if (record) {
      claim(record->fields.is_object() && is_utf8(record->fields.dump()), "a record is an object");
      check_values(record->fields);
    } else {
      claim(is_for_people(record.error().message), "a refused record is told to a person");
    }
  }
}

std::string quoted(const std::string& cell) {
  std::string text = "\"";
  for (const char byte : cell) {
    if (byte == '"') text += '"';
    if (byte == '\n') text += '\r';  // else a CR before it would be taken for a part of it
    text += byte;
  }
  return text + '"';
}

/// The record under a header of its own names.
std::string as_csv(const Json& fields) {
  std::string header, row;
  for (const auto& [name, value] : fields.items()) {
    header += (header.empty() ? "" : ",") + quoted(name);
    row += (row.empty() ? "" : ",") + quoted(value.get<std::string>());
  }
  return header + '\n' + row + '\n';
}

bool is_csv(const Json& fields) {
  return !fields.empty() &&
         std::ranges::all_of(fields, [](const Json& value) { return value.is_string(); });
}

void check_written_again(const Json& fields, const std::string& text) {
  if (text.size() > record_bytes) return;
  const Reading again = read_text(text);
  claim(again.error.empty() && again.records.size() == 1 && again.records[0],
        "a record that was written again can be read");
  claim(again.records[0]->fields == fields, "a record that was written again is the same");
}

}  // namespace

void run(std::string_view input) {
  const Reading reading = read_text(input);
  check(reading, lines_of(input));
  const bool json = input.find_first_not_of("\xEF\xBB\xBF \t\r\n") != input.npos &&
                    input[input.find_first_not_of("\xEF\xBB\xBF \t\r\n")] == '{';
  for (const auto& record : reading.records)
    if (record && json)
      check_written_again(record->fields, record->fields.dump());
    else if (record && is_csv(record->fields))
      check_written_again(record->fields, as_csv(record->fields));
  if (input.size() > small_bytes) return;
  claim(same(read_trickling(input, false), reading), "a slow input is read as a fast one");
  const Reading broken = read_trickling(input, true);
  claim(!broken.error.empty() || (!broken.records.empty() && !broken.records.back()),
        "an input that fails does not look as if it had ended");
}

}  // namespace bookrent::fuzz
