#include "daemons/view/adapters/instants.hpp"

#include <stdexcept>

namespace bookrent::view {

clock::Instant instant(const std::string& column) {
  const auto read = clock::parse_rfc3339(column);
  if (!read) throw std::runtime_error("the view holds an instant that cannot be read: " + column);
  return *read;
}

std::optional<clock::Instant> instant(const std::optional<std::string>& column) {
  return column ? std::optional{instant(*column)} : std::nullopt;
}

}  // namespace bookrent::view
