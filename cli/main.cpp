#include <cstdio>
#include <exception>
#include <system_error>

#include "cli/command_line.hpp"
#include "cli/commands/commands.hpp"
#include "cli/session.hpp"

using namespace bookrent::cli;

int main(int argc, char** argv) try {
  const auto invocation = read_command_line(argc, argv);
  if (!invocation) return invocation.error();
  Session session(invocation->options);
  const int status =
      std::visit([&](const auto& command) { return run(command, session); }, invocation->command);
  return std::fflush(stdout) == 0 ? status : session.fail(storage, "the output cannot be written");
} catch (const std::system_error&) {  // how fmt tells that stdout cannot be written
  std::fprintf(stderr, "bookrent: the output cannot be written\n");
  return storage;
} catch (const std::exception& fault) {
  std::fprintf(stderr, "bookrent: %s\n", fault.what());
  return internal;
}
