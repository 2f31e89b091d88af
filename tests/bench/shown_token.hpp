#pragma once
// What a client shows to the gateway to be taken for somebody.
#include <string>

namespace bookrent::bench {

/// `subject` as in `user:7`, `role` as in `customer`.
std::string shown_token(const std::string& subject, const std::string& role);

}  // namespace bookrent::bench
