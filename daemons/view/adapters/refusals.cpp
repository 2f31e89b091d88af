#include "daemons/view/adapters/refusals.hpp"

#include <fmt/format.h>

#include "common/turn/answers.hpp"

namespace bookrent::view {

message::Error error_of(PageRefusal refusal) {
  switch (refusal) {
    case PageRefusal::no_rows:
      return turn::invalid("limit must be at least 1");
  }
  return turn::invalid("an unknown refusal");
}

message::Error unknown_rental(std::int64_t rental_id) {
  return turn::not_found("unknown_rental", fmt::format("no rental {}", rental_id));
}

}  // namespace bookrent::view
