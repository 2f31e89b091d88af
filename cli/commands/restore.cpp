#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

#include "cli/commands/commands.hpp"
#include "cli/render/progress.hpp"
#include "cli/render/text.hpp"
#include "cli/supervisor/daemon_programs.hpp"
#include "common/backup/file_digest.hpp"
#include "common/backup/manifest.hpp"
#include "common/store/store.hpp"
#include "common/suite/directory.hpp"
#include "common/suite/file_lock.hpp"
#include "common/suite/private_file.hpp"
#include "common/suite/set_aside.hpp"

namespace bookrent::cli {
namespace {

namespace fs = std::filesystem;
using backup::Copied;

constexpr fs::perms private_file = fs::perms::owner_read | fs::perms::owner_write;
constexpr std::array journal_endings = {"", "-wal", "-shm", "-journal"};

/// Why nothing was restored.
struct NotRestored : std::runtime_error {
  NotRestored(ExitStatus exit_status, const std::string& reason)
      : std::runtime_error(reason), status(exit_status) {}
  ExitStatus status;
};

/// Runs a daemon's program to its end. What it says goes to `said`.
int run_program(const fs::path& program, const fs::path& file, std::string& said) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw NotRestored(internal, "no pipe can be made");
  const pid_t process = ::fork();
  if (process == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl(program.c_str(), program.c_str(), "--restore", file.c_str(), "--data",
            file.parent_path().c_str(), nullptr);
    ::_exit(EXIT_FAILURE);
  }
  ::close(ends[1]);
  std::array<char, 1024> piece{};
  for (ssize_t read = 0; (read = ::read(ends[0], piece.data(), piece.size())) > 0;)
    said.append(piece.data(), static_cast<std::size_t>(read));
  ::close(ends[0]);
  int status = 0;
  while (process > 0 && ::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  while (said.ends_with('\n')) said.pop_back();
  return process > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : int{internal};
}

class Restoration {
 public:
  Restoration(suite::Suite suite, fs::path from, std::vector<fs::path> programs)
      : suite_(std::move(suite)), from_(std::move(from)), programs_(std::move(programs)) {}

  /// The manifest, and of its contexts those that are wanted.
  void choose(const std::vector<std::string>& only) {
    auto manifest = backup::read_manifest(from_);
    if (!manifest)
      throw NotRestored(fs::exists(from_ / backup::manifest_name) ? storage : not_found,
                        manifest.error());
    manifest_ = *std::move(manifest);
    for (const std::string& context : only)
      if (!std::ranges::count(manifest_.contexts, context, &Copied::context))
        throw NotRestored(
            not_found, fmt::format("the backup in {} has no context {}", from_.string(), context));
    for (const Copied& one : manifest_.contexts)
      if (only.empty() || std::ranges::count(only, one.context)) chosen_.push_back(one);
  }

  /// Until the end nobody starts the suite, and nobody has it open now.
  void lock() {
    if (!fs::exists(suite_.data)) {
      if (const auto made = suite::prepare(suite_); !made) throw NotRestored(storage, made.error());
    }
    take(suite_.supervisor_lock());
    if (fs::exists(suite_.run)) take(suite_.gateway_lock());
    for (const Copied& one : manifest_.contexts)
      if (store::Store::in_use(suite_.data / (one.context + ".db"))) refuse_running();
  }

  /// Copies, checks and prepares everything aside: until this is done nothing is changed.
  void stage() {
    stages_ = true;
    fs::remove_all(staged());
    fs::create_directory(staged());
    own(staged(), fs::perms::owner_all);
    std::int64_t all = 0, before = 0;
    for (const Copied& one : chosen_) all += one.bytes;
    refuse_without_room(all);
    Progress progress(STDERR_FILENO, "restoring", static_cast<std::uint64_t>(all),
                      std::chrono::steady_clock::now());
    for (const Copied& one : chosen_) {
      stage(one, [&](std::int64_t bytes) {
        progress.update(static_cast<std::uint64_t>(before + bytes),
                        std::chrono::steady_clock::now());
      });
      before += one.bytes;
    }
    suite::sync_directory(staged());
  }

  /// Moves what was there away, and what is staged into its place. While `restoring` is there, no
  /// daemon starts; so whatever ends this early, the restore only has to be repeated.
  void put_into_place() {
    fs::remove_all(suite_.restoring());
    fs::rename(staged(), suite_.restoring());
    suite::sync_directory(suite_.data);
    for (const Copied& one : chosen_) set_aside(one.context);
    for (const Copied& one : chosen_)
      fs::rename(suite_.restoring() / (one.context + ".db"), suite_.data / (one.context + ".db"));
    suite::sync_directory(suite_.data);
    fs::remove_all(suite_.restoring());
    suite::sync_directory(suite_.data);
  }

  void take_away() {
    std::error_code ignored;
    if (stages_) fs::remove_all(staged(), ignored);
  }

  const backup::Manifest& manifest() const { return manifest_; }
  const std::vector<Copied>& chosen() const { return chosen_; }
  const fs::path& aside() const { return aside_; }
  const suite::Suite& suite() const { return suite_; }

 private:
  fs::path staged() const { return suite_.data / "restore-staged"; }

  [[noreturn]] void refuse_running() const {
    throw NotRestored(try_later, fmt::format("the suite in {} is running; stop it with `{}` first",
                                             suite_.data.string(), how_to_stop(suite_)));
  }

  /// What was there stays, so the copies need room of their own.
  void refuse_without_room(std::int64_t bytes) const {
    const auto room = fs::space(suite_.data).available;
    if (room < static_cast<std::uintmax_t>(bytes))
      throw NotRestored(storage, fmt::format("{} has room for {} bytes, and the backup takes {}; "
                                             "nothing was changed",
                                             suite_.data.string(), room, bytes));
  }

  void take(const fs::path& file) {
    auto lock = suite::FileLock::take(file);
    if (!lock && lock.error().holder) refuse_running();
    if (!lock) throw NotRestored(storage, lock.error().reason);
    locks_.push_back(*std::move(lock));
    own(file, private_file);
  }

  void own(const fs::path& path, fs::perms mode) const {
    suite::give_to_owner_of(suite_.data, path);
    fs::permissions(path, mode);
  }

  void stage(const Copied& one, const std::function<void(std::int64_t bytes)>& tell) {
    const fs::path source = from_ / (one.context + ".db"), file = staged() / source.filename();
    if (!fs::exists(source))
      throw NotRestored(storage, fmt::format("{} is missing", source.string()));
    fs::copy_file(source, file);
    own(file, private_file);
    backup::FileDigest digest(file);
    while (digest.take_synced()) tell(digest.bytes());
    if (digest.bytes() != one.bytes || digest.hex() != one.blake2b)
      throw NotRestored(
          storage, fmt::format("{} is damaged: it is not what the backup wrote", source.string()));
    std::string said;
    if (const int status = run_program(program_of(one.context), file, said); status != 0)
      throw NotRestored(
          static_cast<ExitStatus>(status),
          said.empty() ? fmt::format("{}: exit status {}", one.context, status) : said);
    if (fs::exists(file.string() + "-wal"))
      throw NotRestored(storage, fmt::format("{} was left without its end", file.string()));
    own(file, private_file);
    backup::FileDigest(file).sync();
  }

  fs::path program_of(const std::string& context) const {
    const auto found =
        std::ranges::find(programs_, fmt::format("bookrent-{}d", context),
                          [](const fs::path& program) { return program.filename().string(); });
    if (found == programs_.end())
      throw NotRestored(bad_configuration, fmt::format("there is no program for {}", context));
    return *found;
  }

  void set_aside(const std::string& context) {
    for (const char* ending : journal_endings) {
      const fs::path file = suite_.data / (context + ".db" + ending);
      if (!fs::exists(fs::symlink_status(file))) continue;
      if (aside_.empty()) make_aside();
      fs::rename(file, aside_ / file.filename());
    }
  }

  void make_aside() {
    std::string stamp = clock::rfc3339(clock::SystemClock{}.now()).substr(0, 19);
    std::erase(stamp, ':');
    for (int number = 0;; ++number) {
      aside_ = suite_.data / fmt::format("{}{}{}", suite::set_aside_prefix, stamp,
                                         number == 0 ? "" : fmt::format("-{}", number));
      if (fs::create_directory(aside_)) return own(aside_, fs::perms::owner_all);
    }
  }

  suite::Suite suite_;
  fs::path from_;
  std::vector<fs::path> programs_;
  backup::Manifest manifest_;
  std::vector<Copied> chosen_;
  std::vector<suite::FileLock> locks_;
  fs::path aside_;
  bool stages_ = false;  // what is staged is this one's
};

std::vector<std::string> names_of(const std::vector<Copied>& chosen) {
  std::vector<std::string> names;
  names.reserve(chosen.size());
  for (const Copied& one : chosen) names.push_back(one.context);
  return names;
}

void tell(const Restoration& restored, const Session& session) {
  const auto names = names_of(restored.chosen());
  if (session.options().json)
    return session.print(nlohmann::ordered_json{{"restored", names},
                                                {"data", restored.suite().data.string()},
                                                {"backup", restored.manifest().backup},
                                                {"time", restored.manifest().time},
                                                {"aside", restored.aside().string()}}
                             .dump());
  if (session.options().quiet) return;
  session.print(printable(
      fmt::format("Restored {} as of {}.", fmt::join(names, ", "), restored.manifest().time)));
  if (!restored.aside().empty())
    session.print(printable(fmt::format("What was there is in {}.", restored.aside().string())));
  session.print("Start the suite, then look at `bookrent admin health`.");
}

}  // namespace

int run(const Restore& command, Session& session) {
  const auto suite = own_suite(session.options());
  if (!suite) return session.fail(bad_configuration, suite.error());
  const auto programs = find_daemon_programs({});
  if (!programs) return session.fail(unavailable, programs.error());
  ::umask(0077);
  Restoration restoration(*suite, command.directory, *programs);
  try {
    restoration.choose(command.only);
    restoration.lock();
    restoration.stage();
    restoration.put_into_place();
  } catch (const NotRestored& why) {
    restoration.take_away();
    return session.fail(why.status, why.what());
  } catch (const std::system_error& fault) {
    restoration.take_away();
    return session.fail(storage, fault.what());
  }
  tell(restoration, session);
  return done;
}

}  // namespace bookrent::cli
