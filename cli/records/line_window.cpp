#include "cli/records/line_window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <utility>

#include "cli/records/blanks.hpp"

namespace bookrent::cli {
namespace {

constexpr std::streamsize chunk_bytes = 64 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

LineWindow::LineWindow(std::istream& in) : in_(&in) {}

std::expected<std::string_view, LineWindow::Stop> LineWindow::begin_record() {
  for (;;) {
    release();
    auto line = read();
    if (!line || !is_blank(*line)) return line;
  }
}

std::expected<std::string_view, LineWindow::Stop> LineWindow::read() {
  if (line_end_ == 0) find_line_end();
  std::size_t searched = cursor_ - start_;
  for (;;) {
    const std::size_t newline = buffer_.find(line_end_, start_ + searched);
    if (newline != std::string::npos) return take_line(newline, newline + 1);
    searched = buffer_.size() - start_;
    if (searched > record_bytes_max + 1) return std::unexpected(Stop::too_long);
    if (!fill()) break;
  }
  if (!fault_.empty()) {
    cursor_ = buffer_.size();  // half a line is none
    return std::unexpected(Stop::unreadable);
  }
  if (cursor_ == buffer_.size()) return std::unexpected(Stop::end);
  return take_line(buffer_.size(), buffer_.size());
}

std::expected<std::string_view, LineWindow::Stop> LineWindow::take_line(std::size_t end,
                                                                        std::size_t next) {
  if (line_end_ == '\n' && end > cursor_ && buffer_[end - 1] == '\r') --end;
  if (end - start_ > record_bytes_max) return std::unexpected(Stop::too_long);
  std::string_view text(buffer_.data() + cursor_, end - cursor_);
  if (line_ == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  cursor_ = next;
  ++line_;
  return text;
}

void LineWindow::skip() {
  std::size_t newline = buffer_.find(line_end_, cursor_);
  while (newline == std::string::npos) {
    start_ = cursor_ = buffer_.size();
    if (!fill()) break;
    newline = buffer_.find(line_end_, cursor_);
  }
  if (newline != std::string::npos) cursor_ = newline + 1;
  ++line_;
  release();
}

// What counts is the beginning of the input, however few bytes of it came at once.
void LineWindow::find_line_end() {
  while (buffer_.find('\n') == std::string::npos && buffer_.size() < record_bytes_max && fill()) {
  }
  const std::string_view beginning = std::string_view{buffer_}.substr(0, record_bytes_max);
  const bool only_cr = beginning.contains('\r') && !beginning.contains('\n');
  line_end_ = only_cr ? '\r' : '\n';
}

void LineWindow::go_back(Place place) {
  cursor_ = start_ + place.offset;
  line_ = place.line;
}

void LineWindow::release() {
  start_ = cursor_;
  first_line_ = line_;
}

std::string LineWindow::explain(Stop stop) {
  if (stop == Stop::unreadable)
    return fmt::format("cannot be read: {}", std::exchange(fault_, std::string{}));
  return fmt::format("a record is over {} KiB", record_bytes_max / 1024);
}

// Takes what the stream has ready and waits only when that is nothing: a person or a program at the
// other end of a pipe may be waiting for the answer to the last line.
bool LineWindow::fill() {
  buffer_.erase(0, start_);
  cursor_ -= std::exchange(start_, 0);
  if (ended_) return false;
  try {
    std::streambuf& source = *in_->rdbuf();
    ended_ = source.sgetc() == std::istream::traits_type::eof();
    if (ended_) return false;
    const auto ready = std::clamp<std::streamsize>(source.in_avail(), 1, chunk_bytes);
    const std::size_t before = buffer_.size();
    buffer_.resize(before + static_cast<std::size_t>(ready));
    const auto got = source.sgetn(buffer_.data() + before, ready);
    buffer_.resize(before + static_cast<std::size_t>(got));
  } catch (const std::ios_base::failure& failure) {
    ended_ = true;
    fault_ = failure.code().message();
  }
  return !ended_;
}

}  // namespace bookrent::cli
