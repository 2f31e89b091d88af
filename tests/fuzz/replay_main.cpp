// Runs a target on the files that are named, or lie in the folders that are named: a corpus as a
// regression test, with any compiler.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/claim.hpp"

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& place) {
  if (!std::filesystem::is_directory(place)) return {place};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(place))
    files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void replay(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string input(std::istreambuf_iterator<char>{stream}, {});
  std::cout << file.string() << '\n' << std::flush;  // the last is the one that failed
  bookrent::fuzz::claim(!stream.fail(), "the file can be read");
  bookrent::fuzz::run(input);
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t inputs = 0;
  for (int i = 1; i < count; ++i)
    for (const auto& file : files_in(arguments[i])) {
      replay(file);
      ++inputs;
    }
  std::cout << inputs << " inputs\n";
  bookrent::fuzz::claim(inputs > 0, "there is a corpus");
}
