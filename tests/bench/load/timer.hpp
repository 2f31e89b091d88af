#pragma once
// A descriptor that can be read from a moment on, to the microsecond where poll(2) knows
// milliseconds only.
#include <chrono>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::bench {

class Timer {
 public:
  /// Throws std::system_error.
  Timer();

  /// Can be read once it is `moment`, which may be over.
  void set(std::chrono::steady_clock::time_point moment);
  int descriptor() const { return file_.get(); }

 private:
  suite::FileDescriptor file_;
};

}  // namespace bookrent::bench
