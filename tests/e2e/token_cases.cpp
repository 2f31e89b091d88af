// Writes the tokens of tests/support/token_cases.hpp, in force now, into a folder each: `name`,
// `jwks`, `token`, `arguments` of `bookrent token verify`, one a line, and `outcome`, the refusal's
// name or `taken`.
// Usage: token_cases DIR
#include "tests/support/token_cases.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace {

using namespace bookrent;

std::string arguments(const tests::TokenCase& one) {
  if (one.signature_only) return "--signature-only\n";
  return fmt::format("--issuer\n{}\n--audience\n{}\n", *one.expected.issuer,
                     *one.expected.audience);
}

void write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  const auto now = std::chrono::floor<clock::Milliseconds>(std::chrono::system_clock::now());
  int number = 0;
  for (const tests::TokenCase& one : tests::token_cases(now)) {
    const auto folder = std::filesystem::path(argv[1]) / fmt::format("{:03}", ++number);
    std::filesystem::create_directories(folder);
    write(folder / "name", one.name);
    write(folder / "jwks", one.jwks);
    write(folder / "token", one.token);
    write(folder / "arguments", arguments(one));
    write(folder / "outcome", one.refusal ? name_of(*one.refusal) : "taken");
  }
}
