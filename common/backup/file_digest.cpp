#include "common/backup/file_digest.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace bookrent::backup {
namespace {

constexpr std::size_t hash_bytes = 32;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

FileDigest::FileDigest(const std::filesystem::path& file)
    : file_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)),
      piece_(static_cast<std::size_t>(piece_bytes), '\0') {
  if (!file_) fail(file.c_str());
  crypto_generichash_init(state_.get(), nullptr, 0, hash_bytes);
}

bool FileDigest::take() {
  const ssize_t read = ::pread(file_.get(), piece_.data(), piece_.size(), bytes_);
  if (read < 0 && errno == EINTR) return true;
  if (read < 0) fail("reading");
  crypto_generichash_update(state_.get(), reinterpret_cast<const unsigned char*>(piece_.data()),
                            static_cast<unsigned long long>(read));
  bytes_ += read;
  return read > 0;
}

/// So little is left for the sync at the end that nobody waits for it.
bool FileDigest::take_synced() {
  constexpr unsigned all =
      SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
  // A file system that cannot do this leaves it to sync(), which would not hear of another fault.
  if (::sync_file_range(file_.get(), bytes_, piece_bytes, all) != 0 && errno != ENOSYS &&
      errno != EINVAL && errno != ESPIPE && errno != EOPNOTSUPP)
    fail("syncing");
  return take();
}

void FileDigest::sync() {
  if (::fsync(file_.get()) != 0) fail("syncing");
}

std::string FileDigest::hex() {
  std::array<unsigned char, hash_bytes> hash{};
  crypto_generichash_final(state_.get(), hash.data(), hash.size());
  std::string text(2 * hash_bytes + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
}

}  // namespace bookrent::backup
