#include "common/store/statement.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace bookrent::store {

clock::Instant Statement::instant(const char* column) {
  const std::string read = text(column);
  const auto instant = clock::parse_rfc3339(read);
  if (!instant) throw std::runtime_error(fmt::format("{} holds no instant: {}", column, read));
  return *instant;
}

}  // namespace bookrent::store
