#pragma once
// Errors as `--json` wants them: one object on one line.
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.hpp"
#include "common/message/error.hpp"

namespace bookrent::cli {

/// What a reply says. `where` names the record of a file that it is about.
std::string json_line(const message::Error& error, const std::string& where = {});

/// What the command found out itself: the code is the one that has this exit status, or
/// `configuration`. `details` are more lines about it.
std::string json_line(ExitStatus status, std::string_view message,
                      const std::vector<std::string>& details = {});

}  // namespace bookrent::cli
