#pragma once
// A disk in memory, as SQLite sees one through a VFS. What was written and not synced may be lost,
// in part or in whole, when the power goes; a process that dies takes nothing with it but what it
// had not written yet.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/dice.hpp"

namespace bookrent::simulation {

class Disk {
 public:
  struct Write {
    std::int64_t offset;
    std::vector<unsigned char> bytes;  // empty: the file is cut at `offset`
  };
  struct File {
    std::vector<unsigned char> now;     // as a process sees it
    std::vector<unsigned char> synced;  // as it is sure to be after a power cut
    std::vector<Write> unsynced;
  };

  /// The name of the VFS. A file belongs to the disk that the first part of its path names, so
  /// `/rental/rental.db` to the one called `rental`.
  static const char* vfs();

  /// The name must not be in use by another disk of this thread.
  Disk(std::string name, Dice dice);
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  ~Disk();

  /// What an operation of the disk may meet.
  enum class Operation { write, sync };
  /// Lets the process die at the n-th write or sync from now on (1: the next), or at the next sync;
  /// 0: never. From then on nothing that it does reaches the disk; revive() ends that.
  void die_at(std::int64_t operation) { operations_left_ = operation; }
  void die_at_sync() { dies_at_sync_ = true; }
  /// The same at once.
  void die_now() {
    if (!died_at_) died_at_ = Operation::write;
  }
  /// How it died, if it did.
  std::optional<Operation> died_at() const { return died_at_; }
  void revive();

  void set_full(bool full) { full_ = full; }
  /// Lets the n-th sync from now on fail, once; 0: none. What it had to write is lost to the disk
  /// as at a power cut, and no later sync brings it back; a process sees it there until the power
  /// goes.
  void fail_sync(std::int64_t sync) { syncs_left_ = sync; }
  bool sync_failed() const { return sync_failed_; }

  /// What was not synced is lost: each sector of it by chance.
  void cut_power();

  /// Everything on it, as it was synced; for a backup that is put back later.
  struct Image {
    std::map<std::string, std::vector<unsigned char>> files;
  };
  Image image() const;
  void restore(const Image& image);

  // Called by the VFS; the results are SQLite's.
  std::shared_ptr<File> open(const std::string& path);
  bool exists(const std::string& path) const { return files_.contains(path); }
  int remove(const std::string& path);
  int write(File& file, std::int64_t offset, const unsigned char* bytes, int count);
  int truncate(File& file, std::int64_t size);
  int sync(File& file);

 private:
  bool dies(Operation operation);
  void keep_by_chance(File& file);

  std::string name_;
  Dice dice_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::int64_t operations_left_ = 0;
  std::optional<Operation> died_at_;
  bool dies_at_sync_ = false;
  bool full_ = false;
  std::int64_t syncs_left_ = 0;  // until one fails
  bool sync_failed_ = false;
};

}  // namespace bookrent::simulation
