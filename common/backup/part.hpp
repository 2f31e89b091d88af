#pragma once
// One context's part of a backup, from the first page to the file on the disk. Its loop calls
// go_on() after each turn, so nobody waits for more than a piece of the work.
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "common/backup/file_digest.hpp"
#include "common/backup/order.hpp"
#include "common/clock/clock.hpp"
#include "common/store/copy.hpp"
#include "common/store/store.hpp"

namespace bookrent::backup {

/// A context handles nothing for so long at most; then it goes on, whoever else was waited for. A
/// copy that is final by then is not of the same moment as the others, and is given up.
inline constexpr clock::Milliseconds still_max{1000};
/// A backup that nobody asks about any more is given up, and its file taken away.
inline constexpr clock::Milliseconds forgotten_after{10'000};

/// The backup cannot be made, in words for people that name the file.
struct Failed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Part {
 public:
  /// Begins. The directory is made if it is missing; else it must be empty, but for what other
  /// contexts make for the same backup. Throws Failed.
  Part(std::string backup, std::filesystem::path directory, std::string context,
       store::Store& store, clock::Steady now);
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  /// Takes the file away unless it is written.
  ~Part();

  const std::string& backup() const { return backup_; }
  /// Carries out a step that begins now; `epoch` and `head` are the log's. Throws Failed.
  void take(const Order& order, const std::string& epoch, std::int64_t head, clock::Steady now);
  /// A piece of the work that takes time. Not in a transaction. Throws Failed.
  void go_on(clock::Steady now);

  /// The backup was given up: what was written goes, too, unless the whole is finished.
  void take_away();

  bool finished() const { return state_ == State::written || state_ == State::sealed; }
  bool stands_still() const { return state_ == State::still || state_ == State::cut; }
  bool forgotten(clock::Steady now) const { return now >= asked_ + forgotten_after; }
  /// When go_on() has something to do.
  clock::Steady wake_at(clock::Steady now) const;
  Report report() const;

 private:
  void leave_nothing();
  void hold(clock::Steady now);
  void cut(const std::string& epoch, std::int64_t head);
  void write();
  void seal(const Manifest& manifest);
  std::filesystem::path unfinished() const;

  std::string backup_;
  std::filesystem::path directory_;
  std::string context_;
  store::Store& store_;
  State state_ = State::copying;
  std::unique_ptr<store::Copy> copy_;
  std::unique_ptr<FileDigest> digest_;
  std::int64_t pages_ = 0;
  Copied file_;
  bool made_directory_ = false;
  clock::Steady asked_;
  clock::Steady still_until_{};
};

}  // namespace bookrent::backup
