#pragma once
// What the contexts must agree on: who states what of whom, which of it must be equal, and which
// states of a rental and of its payment may stand beside each other.
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/check/check.hpp"
#include "cli/check/fact_stream.hpp"

namespace bookrent::cli {

/// A reader holds what it has read from an owner; both are places in Family::contexts.
struct Reading {
  std::size_t owner;
  std::size_t reader;
  std::vector<std::string_view> columns;  // that must be equal; none: being there is what is said
  bool only_if_known = false;             // one of them need not know of the thing
};

/// Facts with the same keys.
struct Family {
  std::string_view subject;
  std::vector<std::string_view> contexts;
  std::vector<Reading> readings;
  /// Whether the states in the columns `rule_columns` (of the first and of the second context) may
  /// stand beside each other; empty where the thing is not known.
  bool (*allowed)(std::string_view first, std::string_view second) = nullptr;
  std::string_view first_column = {};
  std::string_view second_column = {};
};

std::span<const Family> families();

/// Whether a rental may be in the one state while its payment is in the other, at any instant and
/// however far events were read. Empty: there is no such rental, or no answer of a payment.
bool may_stand_beside(std::string_view rental, std::string_view payment);

/// What is known of one thing: for each context of the family its fact, or null.
struct Known {
  audit::Key key;
  std::vector<const Fact*> facts;
  std::vector<const std::vector<std::string>*> columns;
};

/// Whether `reader` has read all of `owner`, so that they may be compared.
using HasRead = std::function<bool(std::string_view owner, std::string_view reader)>;

std::vector<Violation> judge(const Family& family, const Known& known, const HasRead& has_read);

}  // namespace bookrent::cli
