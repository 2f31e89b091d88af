#include "cli/commands/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <streambuf>
#include <system_error>
#include <utility>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::cli {

class Input::Buffer final : public std::streambuf {
 public:
  explicit Buffer(suite::FileDescriptor file) : file_(std::move(file)) {}
  void while_waiting(std::function<void(int)> work) { work_ = std::move(work); }
  bool is_terminal() const { return ::isatty(file_.get()) != 0; }

 private:
  int_type underflow() override {
    if (work_) work_(file_.get());
    ssize_t got = 0;
    do {
      got = ::read(file_.get(), read_.data(), read_.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0)
      throw std::ios_base::failure("read", std::error_code(errno, std::generic_category()));
    setg(read_.data(), read_.data(), read_.data() + got);
    return got == 0 ? traits_type::eof() : traits_type::to_int_type(read_.front());
  }

  suite::FileDescriptor file_;
  std::function<void(int)> work_;
  std::array<char, 64UL * 1024> read_{};
};

Input::Input(std::string name, std::unique_ptr<Buffer> buffer)
    : name_(std::move(name)),
      buffer_(std::move(buffer)),
      stream_(std::make_unique<std::istream>(buffer_.get())) {}
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;
Input::~Input() = default;

std::expected<Input, ExitStatus> Input::open(const std::string& file, const Session& session) {
  const bool standard = file == "-";
  const std::string name = standard ? "standard input" : file;
  std::error_code error;
  if (!standard && std::filesystem::is_directory(file, error))
    return std::unexpected(
        session.fail(not_found, fmt::format("{} is a directory; name a file", file)));
  suite::FileDescriptor descriptor(standard ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                            : ::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor)
    return std::unexpected(session.fail(
        not_found, fmt::format("{} cannot be opened: {}", name, std::strerror(errno))));
  return Input(name, std::make_unique<Buffer>(std::move(descriptor)));
}

void Input::while_waiting(std::function<void(int descriptor)> work) {
  buffer_->while_waiting(std::move(work));
}

bool Input::is_terminal() const { return buffer_->is_terminal(); }

std::string Input::place(std::size_t line) const { return fmt::format("{}:{}", name_, line); }

}  // namespace bookrent::cli
