#include <cstdio>
#include <exception>
#include <system_error>

#include "cli/command_line.hpp"
#include "cli/commands/commands.hpp"
#include "cli/error_line.hpp"
#include "cli/session.hpp"

using namespace bookrent::cli;

namespace {

int fail(int argc, char** argv, ExitStatus status, const char* why) {
  if (wants_json(argc, argv))
    std::fprintf(stderr, "%s\n", json_line(status, why).c_str());
  else
    std::fprintf(stderr, "bookrent: %s\n", why);
  return status;
}

}  // namespace

int main(int argc, char** argv) try {
  const auto invocation = read_command_line(argc, argv);
  if (!invocation) return invocation.error();
  Session session(invocation->options);
  const int status =
      std::visit([&](const auto& command) { return run(command, session); }, invocation->command);
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  return written ? status : session.fail(storage, "the output cannot be written");
} catch (const std::system_error&) {  // how fmt tells that stdout cannot be written
  return fail(argc, argv, storage, "the output cannot be written");
} catch (const std::exception& fault) {
  return fail(argc, argv, internal, fault.what());
}
