#pragma once
// The physical lines of the record being read, held so that a reader can go back to any of them,
// over an input of any size. Memory is bounded by the size of one record.
#include <cstddef>
#include <expected>
#include <iosfwd>
#include <string>
#include <string_view>

namespace bookrent::cli {

inline constexpr std::size_t record_bytes_max = 256 * 1024;

class LineWindow {
 public:
  enum class Stop { end, too_long, unreadable };

  /// Between two lines of the record; void once the next record has begun.
  struct Place {
    std::size_t offset;
    std::size_t line;  // the one that read() gives next
  };

  explicit LineWindow(std::istream& in);

  /// Lets go of the lines read so far and reads the next one that is not blank.
  std::expected<std::string_view, Stop> begin_record();

  /// The next line without its LF or CRLF, or its CR where the input has no other line ends (and
  /// without a byte order mark before the first), valid until the next call. too_long: it would
  /// carry the record over record_bytes_max, and is left unread.
  std::expected<std::string_view, Stop> read();

  /// Passes over the next line, whatever its length, and lets go of what was read before.
  void skip();

  /// The physical line on which the record starts, from 1.
  std::size_t first_line() const { return first_line_; }
  Place place() const { return {cursor_ - start_, line_}; }
  void go_back(Place place);
  void rewind() { go_back({0, first_line_}); }

  /// The words for a stop that is not the end. An unreadable input is at its end from then on.
  std::string explain(Stop stop);

 private:
  std::expected<std::string_view, Stop> take_line(std::size_t end, std::size_t next);
  void release();
  void find_line_end();
  bool fill();

  std::istream* in_;
  std::string buffer_;
  std::size_t start_ = 0;   // where the record starts in buffer_
  std::size_t cursor_ = 0;  // where the next line starts in buffer_
  std::size_t first_line_ = 1;
  std::size_t line_ = 1;
  char line_end_ = 0;  // LF, or CR as old Macs wrote it; 0 until the first line is read
  bool ended_ = false;
  std::string fault_;  // the system's words; empty while all is well
};

}  // namespace bookrent::cli
