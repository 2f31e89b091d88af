#pragma once
// What the contexts must agree on: who states what of whom, which of it must be equal, and which
// states of a rental and of its payment may stand beside each other.
#include <cstddef>
#include <functional>
#include <optional>
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
};

/// For each context of a family the columns of its facts; null: the context is not examined.
using Columns = std::vector<const std::vector<std::string>*>;

/// Whether `reader` has read all of `owner`, so that they may be compared.
using HasRead = std::function<bool(std::string_view owner, std::string_view reader)>;

/// A family's rules for contexts that state these columns: names are looked up once, for there may
/// be millions of things.
class Rules {
 public:
  /// `family` is borrowed.
  Rules(const Family& family, const Columns& columns, const HasRead& has_read);

  std::vector<Violation> judge(const Known& known) const;

 private:
  struct Place {
    std::size_t context;
    std::optional<std::size_t> column;  // among the fact's cells; nothing: it has no such column
  };
  struct Same {  // two cells that must be
    std::string_view column;
    Place owner;
    Place reader;
  };
  struct Comparison {
    const Reading& reading;
    std::vector<Same> cells;
  };

  static Place place_of(const Columns& columns, std::size_t context, std::string_view column);
  static std::string_view cell(const Known& known, const Place& place);
  void check_pair(const Known& known, std::vector<Violation>& violations) const;
  void compare_presence(const Comparison& comparison, const Known& known,
                        std::vector<Violation>& violations) const;
  void compare_cells(const Comparison& comparison, const Known& known,
                     std::vector<Violation>& violations) const;

  const Family& family_;
  bool paired_ = false;  // the rule of two states applies
  Place first_{}, second_{};
  std::vector<Comparison> comparisons_;
};

}  // namespace bookrent::cli
