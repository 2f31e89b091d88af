#include "cli/commands/input.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

namespace bookrent::cli {

std::expected<Input, ExitStatus> Input::open(const std::string& file, const Session& session) {
  Input input;
  input.name_ = file == "-" ? "standard input" : file;
  if (file == "-") {
    std::ios::sync_with_stdio(false);
    return input;
  }
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    return std::unexpected(
        session.fail(not_found, fmt::format("{} is a directory; name a file", file)));
  input.file_ = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*input.file_)
    return std::unexpected(session.fail(
        not_found, fmt::format("{} cannot be opened: {}", file, std::strerror(errno))));
  return input;
}

std::istream& Input::stream() { return file_ ? *file_ : std::cin; }

std::string Input::place(std::size_t line) const { return fmt::format("{}:{}", name_, line); }

}  // namespace bookrent::cli
