#include "common/backup/part.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "common/suite/directory.hpp"

namespace bookrent::backup {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

/// What belongs to a backup that is under way bears its id.
std::string ending(const std::string& backup) { return fmt::format(".{}.part", backup); }

void sync_directory(const fs::path& directory) try {
  suite::sync_directory(directory);
} catch (const std::system_error& fault) {
  throw Failed(fault.what());
}

void refuse_unless_empty(const fs::path& directory, const std::string& backup) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error))
    if (!entry.path().string().ends_with(ending(backup)))
      throw Failed(fmt::format("{} is not empty; name a directory that is, or a new one",
                               directory.string()));
  if (error) throw Failed(fmt::format("{}: {}", directory.string(), error.message()));
}

/// True when it was made, false when it was there.
bool make_directory(const fs::path& directory, const std::string& backup) {
  if (!directory.is_absolute())
    throw Failed(fmt::format("the directory must be absolute, and {} is not", directory.string()));
  if (::mkdir(directory.c_str(), 0700) == 0) {
    sync_directory(directory.parent_path());
    return true;
  }
  if (errno != EEXIST)
    throw Failed(fmt::format("{} cannot be made: {}", directory.string(), reason(errno)));
  refuse_unless_empty(directory, backup);
  return false;
}

void write_file(const fs::path& file, const std::string& text) {
  const suite::FileDescriptor descriptor(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  errno = ENOSPC;  // what a write that ends early means
  const bool written =
      descriptor && ::write(descriptor.get(), text.data(), text.size()) == std::ssize(text);
  if (!written || ::fsync(descriptor.get()) != 0)
    throw Failed(fmt::format("{} cannot be written: {}", file.string(), reason(errno)));
}

void put_in_place(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0)
    throw Failed(fmt::format("{} cannot be named: {}", to.string(), reason(errno)));
  sync_directory(to.parent_path());
}

/// Runs `work`; what SQLite or the file system says becomes Failed.
template <class Work>
void carefully(const fs::path& file, const Work& work) {
  try {
    work();
  } catch (const SQLite::Exception& fault) {
    throw Failed(fmt::format("{}: {}", file.string(), fault.what()));
  } catch (const std::system_error& fault) {
    throw Failed(fmt::format("{}: {}", file.string(), fault.what()));
  }
}

}  // namespace

Part::Part(std::string backup, fs::path directory, std::string context, store::Store& store,
           clock::Steady now)
    : backup_(std::move(backup)),
      directory_(std::move(directory)),
      context_(std::move(context)),
      store_(store),
      asked_(now) {
  made_directory_ = make_directory(directory_, backup_);
  ::unlink(unfinished().c_str());  // of a daemon that was killed
  try {
    carefully(unfinished(), [&] { copy_ = std::make_unique<store::Copy>(store_, unfinished()); });
  } catch (const Failed&) {
    leave_nothing();
    throw;
  }
}

Part::~Part() {
  if (!finished()) leave_nothing();
}

void Part::leave_nothing() {
  copy_.reset();
  ::unlink(unfinished().c_str());
  if (made_directory_) ::rmdir(directory_.c_str());  // fails while others have something there
}

void Part::take_away() {
  if (state_ != State::written || fs::exists(directory_ / manifest_name)) return;
  ::unlink((directory_ / (context_ + ".db")).c_str());
  leave_nothing();
}

fs::path Part::unfinished() const { return directory_ / (context_ + ".db" + ending(backup_)); }

void Part::take(const Order& order, const std::string& epoch, std::int64_t head,
                clock::Steady now) {
  asked_ = now;
  if (order.step == Step::hold && state_ == State::copied) hold(now);
  if (order.step == Step::cut && state_ == State::still) cut(epoch, head);
  if (order.step == Step::go_on && state_ == State::still) state_ = State::copied;
  if (order.step == Step::go_on && state_ == State::cut) {
    carefully(unfinished(), [&] { digest_ = std::make_unique<FileDigest>(unfinished()); });
    state_ = State::writing;
  }
  if (order.step == Step::manifest && state_ == State::written && order.manifest)
    seal(*order.manifest);
}

void Part::hold(clock::Steady now) {
  state_ = State::still;
  still_until_ = now + still_max;
}

void Part::cut(const std::string& epoch, std::int64_t head) {
  carefully(unfinished(), [&] { copy_->cut(); });
  pages_ = copy_->pages();
  copy_.reset();
  file_ = {context_, 0, {}, std::ssize(store_.schema().steps), epoch, head};
  state_ = State::cut;
}

void Part::go_on(clock::Steady now) {
  const bool too_long = stands_still() && now >= still_until_;
  if (too_long && state_ == State::still) state_ = State::copied;
  if (too_long && state_ == State::cut)
    throw Failed(fmt::format("{} waited {} ms for the others, and went on; back up again", context_,
                             still_max.count()));
  if (state_ == State::copying || state_ == State::copied) {
    carefully(unfinished(), [&] { copy_->advance(); });
    pages_ = copy_->pages();
    state_ = copy_->nearly_done() ? State::copied : State::copying;
  }
  if (state_ == State::writing) carefully(unfinished(), [&] { write(); });
}

void Part::write() {
  if (digest_->take_synced()) return;
  digest_->sync();
  file_.bytes = digest_->bytes();
  file_.blake2b = digest_->hex();
  digest_.reset();
  put_in_place(unfinished(), directory_ / (context_ + ".db"));
  state_ = State::written;
}

void Part::seal(const Manifest& manifest) {
  const fs::path file = directory_ / (manifest_name + ending(backup_));
  write_file(file, json_of(manifest));
  put_in_place(file, directory_ / manifest_name);
  state_ = State::sealed;
}

clock::Steady Part::wake_at(clock::Steady now) const {
  if (state_ == State::copying || state_ == State::writing) return now;
  return stands_still() ? still_until_ : asked_ + forgotten_after;
}

Report Part::report() const {
  return {context_, state_, pages_, copy_ ? copy_->copied() : pages_,
          finished() ? std::optional{file_} : std::nullopt};
}

}  // namespace bookrent::backup
