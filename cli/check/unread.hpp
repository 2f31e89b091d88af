#pragma once
// The contexts that could not be read to their end: the others go on to say what they find, and
// then the first of these ends the check.
#include <optional>
#include <set>
#include <string>

#include "cli/check/check.hpp"

namespace bookrent::cli {

class Unread {
 public:
  /// `tell` is borrowed.
  explicit Unread(const Tell& tell) : tell_(tell) {}

  /// Tells what the context found at last and, unless it is the first, why it cannot be read; once.
  /// Throws it again when nothing is to be said any more: a database in use, or of another version.
  void add(const SourceFailed& failed);
  /// Does `ask`, which asks a context.
  template <class Ask>
  void except(const Ask& ask) try {
    ask();
  } catch (const SourceFailed& failed) {
    add(failed);
  }

  bool none() const { return !first_; }
  void throw_first() const {
    if (first_) throw SourceFailed(*first_);
  }

 private:
  const Tell& tell_;
  std::optional<SourceFailed> first_;
  std::set<std::string> contexts_;
};

}  // namespace bookrent::cli
