#pragma once
// A file that the command line names, or standard input.
#include <expected>
#include <functional>
#include <istream>
#include <memory>
#include <string>

#include "cli/session.hpp"

namespace bookrent::cli {

class Input {
 public:
  /// `-` is standard input. Error: the exit status, after the reason was told.
  static std::expected<Input, ExitStatus> open(const std::string& file, const Session& session);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  Input(Input&&) noexcept;
  Input& operator=(Input&&) noexcept;
  ~Input();

  /// Has what is there, without waiting for more.
  std::istream& stream() { return *stream_; }
  /// From now on, `work` is called whenever all that was there is read, and returns once there is
  /// more at `descriptor`, or its end.
  void while_waiting(std::function<void(int descriptor)> work);
  /// Somebody types.
  bool is_terminal() const;
  /// What messages call it.
  const std::string& name() const { return name_; }
  /// `name:line`, where a problem is.
  std::string place(std::size_t line) const;

 private:
  class Buffer;

  Input(std::string name, std::unique_ptr<Buffer> buffer);

  std::string name_;
  std::unique_ptr<Buffer> buffer_;
  std::unique_ptr<std::istream> stream_;
};

}  // namespace bookrent::cli
