#include "tests/contract/golden_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace bookrent::golden {
namespace {

namespace fs = std::filesystem;

const fs::path folder = BOOKRENT_GOLDEN;

bool updating() {
  const char* value = std::getenv("BOOKRENT_UPDATE_GOLDEN");
  return value != nullptr && std::string_view{value} == "1";
}

void write(const std::string& name, std::string_view text) {
  fs::create_directories((folder / name).parent_path());
  std::ofstream(folder / name, std::ios::binary) << text << '\n';
}

}  // namespace

void expect_golden(const std::string& name, std::string_view text) {
  if (updating()) write(name, text);
  EXPECT_EQ(text, golden_text(name))
      << "tests/contract/golden/" << name
      << " pins the wire. When the change is meant, and older readers stay able to read it, write "
         "the file anew with BOOKRENT_UPDATE_GOLDEN=1.";
}

std::string golden_text(const std::string& name) {
  std::ifstream file(folder / name, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << "tests/contract/golden/" << name << " is missing";
  std::string text(std::istreambuf_iterator<char>{file}, {});
  EXPECT_TRUE(text.ends_with('\n')) << name;
  return text.substr(0, text.empty() ? 0 : text.size() - 1);
}

std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), folder).string());
  std::ranges::sort(names);
  return names;
}

}  // namespace bookrent::golden
