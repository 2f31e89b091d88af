#pragma once
// Tokens as honest and other people make them, for each algorithm, and what must come of them.
#include <optional>
#include <string>
#include <vector>

#include "common/token/token.hpp"

namespace bookrent::tests {

struct TokenCase {
  std::string name;
  std::string jwks;
  std::string token;
  token::Expected expected;
  bool signature_only = false;
  std::optional<token::Refusal> refusal;  // nothing: it is taken
};

/// In force at `now` are those that should be.
std::vector<TokenCase> token_cases(clock::Instant now);

}  // namespace bookrent::tests
