#pragma once
// SIGTERM and SIGINT as something to poll. Made before any thread, so that every thread inherits
// the blocked signals.
namespace bookrent::daemon {

class Signals {
 public:
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  int descriptor() const { return descriptor_; }
  /// Takes what has arrived; true when one of them asks the process to end.
  bool stop_requested();

 private:
  int descriptor_;
};

}  // namespace bookrent::daemon
