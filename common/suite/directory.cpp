#include "common/suite/directory.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::suite {

void sync_directory(const std::filesystem::path& directory) {
  const FileDescriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened || ::fsync(opened.get()) != 0)
    throw std::system_error(errno, std::generic_category(), directory.string());
}

}  // namespace bookrent::suite
