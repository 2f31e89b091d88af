#pragma once
// Families of many daemons as the one text that Prometheus scrapes.
#include <map>
#include <string>

#include "common/metrics/families.hpp"

namespace bookrent::metrics {

class Exposition {
 public:
  /// Adds families; each value gets `labels` before its own, in whose place they stand where the
  /// names are the same. A family that is there already with another type is left out.
  void add(const Families& families, const Labels& labels);
  /// Prometheus' text format, version 0.0.4, by name.
  std::string text() const;

 private:
  std::map<std::string, Family> families_;
};

}  // namespace bookrent::metrics
