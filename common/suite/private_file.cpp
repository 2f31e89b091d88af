#include "common/suite/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "common/suite/directory.hpp"
#include "common/suite/file_descriptor.hpp"

namespace bookrent::suite {
namespace {

namespace fs = std::filesystem;

std::system_error failure(const fs::path& file) {
  return {errno, std::generic_category(), file.string()};
}

void write_all(int descriptor, std::string_view content, const fs::path& file) {
  while (!content.empty()) {
    const ::ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw failure(file);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string cannot_be_read(const fs::path& file) {
  return file.string() + " cannot be read: " + std::generic_category().message(errno);
}

}  // namespace

void write_private_file(const fs::path& file, std::string_view content) {
  const fs::path fresh = file.string() + "." + std::to_string(::getpid());
  FileDescriptor opened(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!opened || ::fchmod(opened.get(), 0600) != 0) throw failure(fresh);
  try {
    write_all(opened.get(), content, fresh);
    if (::fsync(opened.get()) != 0) throw failure(fresh);
    opened.close();
    if (::rename(fresh.c_str(), file.c_str()) != 0) throw failure(file);
  } catch (const std::system_error&) {
    ::unlink(fresh.c_str());
    throw;
  }
  sync_directory(file.parent_path().empty() ? fs::path(".") : file.parent_path());
}

void give_to_owner_of(const fs::path& directory, const fs::path& made) {
  struct stat about{};
  if (::geteuid() != 0) return;
  if (::stat(directory.c_str(), &about) != 0) throw failure(directory);
  if (::lchown(made.c_str(), about.st_uid, about.st_gid) != 0) throw failure(made);
}

std::expected<std::string, std::string> read_private_file(const fs::path& file) {
  const FileDescriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about{};
  if (!opened || ::fstat(opened.get(), &about) != 0) return std::unexpected(cannot_be_read(file));
  if (S_ISREG(about.st_mode) && (about.st_mode & 077) != 0)
    return std::unexpected(file.string() + " may be read by others; `chmod 600 " + file.string() +
                           "` makes it yours alone");
  std::string content;
  char chunk[4096];
  for (::ssize_t got = 0; (got = ::read(opened.get(), chunk, sizeof chunk)) != 0;) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(cannot_be_read(file));
    content.append(chunk, static_cast<std::size_t>(got));
    if (content.size() > private_file_bytes_max)
      return std::unexpected(file.string() + " is too large for a secret");
  }
  return content;
}

}  // namespace bookrent::suite
