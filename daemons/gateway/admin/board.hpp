#pragma once
// Where the gateway's loop leaves what the HTTP server shows: finished texts, nothing else. The
// only thing that both threads touch.
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "common/clock/clock.hpp"

namespace bookrent::gateway {

/// As of one moment. Nothing in it changes any more.
struct Notice {
  std::string metrics;    // Prometheus' text format
  bool ready = false;     // every daemon is there and well
  std::string readiness;  // JSON
  std::string figures;    // JSON, for the page
  clock::Steady at;
};

class Board {
 public:
  void put(Notice notice) {
    auto fresh = std::make_shared<const Notice>(std::move(notice));
    const std::lock_guard lock(mutex_);
    newest_ = std::move(fresh);
  }
  /// Null before the first.
  std::shared_ptr<const Notice> newest() const {
    const std::lock_guard lock(mutex_);
    return newest_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Notice> newest_;
};

}  // namespace bookrent::gateway
