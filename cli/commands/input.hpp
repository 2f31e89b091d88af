#pragma once
// A file that the command line names, or standard input.
#include <expected>
#include <fstream>
#include <iosfwd>
#include <memory>
#include <string>

#include "cli/session.hpp"

namespace bookrent::cli {

class Input {
 public:
  /// `-` is standard input. Error: the exit status, after the reason was told.
  static std::expected<Input, ExitStatus> open(const std::string& file, const Session& session);

  std::istream& stream();
  /// What messages call it.
  const std::string& name() const { return name_; }
  /// `name:line`, where a problem is.
  std::string place(std::size_t line) const;

 private:
  std::unique_ptr<std::ifstream> file_;  // none: standard input
  std::string name_;
};

}  // namespace bookrent::cli
