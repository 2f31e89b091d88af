#include "common/suite/set_aside.hpp"

#include <system_error>

namespace bookrent::suite {

std::vector<std::filesystem::path> set_aside_in(const std::filesystem::path& data) {
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(data, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().filename().string().starts_with(set_aside_prefix))
      found.push_back(entry->path());
  return found;
}

}  // namespace bookrent::suite
