// Signed, for the gateway's own identity.
#include "tests/bench/shown_token.hpp"
#include "tests/support/tokens.hpp"

std::string bookrent::bench::shown_token(const std::string& subject, const std::string& role) {
  return support::token_of(subject, role);
}
