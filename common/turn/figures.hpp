#pragma once
// What a context counts of its turns, for `metrics`. Nothing here decides anything.
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/message/message.hpp"
#include "common/metrics/families.hpp"
#include "common/metrics/stopwatch.hpp"

namespace bookrent::turn {

class Figures {
 public:
  explicit Figures(const std::vector<message::Operation>& operations);
  Figures(const Figures&) = delete;
  Figures& operator=(const Figures&) = delete;
  ~Figures();

  /// A turn begins with that many messages; its work is done; it is on disk, or was undone.
  void began(std::size_t messages);
  void handled();
  void committed();
  void undone();

  void appended(std::size_t events);
  void malformed();
  /// A request for `operation` has come. What is not the context's counts as one of `unknown`.
  void arrived(const std::string& id, const std::string& operation);
  /// It is answered; an answer to anything else does not count.
  void answered(const message::Reply& reply);

  /// All of it, at this moment.
  metrics::Families collect();

 private:
  struct Counted;
  struct Operation;
  struct Open {
    Operation* operation = nullptr;
    metrics::Stopwatch since;
  };

  std::unique_ptr<Counted> counted_;
  std::unordered_map<std::string, std::unique_ptr<Operation>> operations_;
  std::unordered_map<std::string, Open> open_;  // by the request's id
  metrics::Stopwatch watch_;                    // of the turn
};

}  // namespace bookrent::turn
