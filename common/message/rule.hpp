#pragma once
// Who may call an operation. The rule stands beside the operation in its context's contract; the
// context announces it, the gateway keeps it, and the context itself keeps it once more.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/message/error.hpp"

namespace bookrent::message {

struct Principal;

/// The roles that a principal can have.
namespace role {
inline constexpr std::string_view guest = "guest";  // nobody known: no token was shown
inline constexpr std::string_view customer = "customer";
inline constexpr std::string_view manager = "manager";
inline constexpr std::string_view service = "service";  // a daemon of the suite
}  // namespace role

/// The scope that stands for every other: what a person who logs in, or a daemon, has.
inline constexpr std::string_view every_scope = "all";

/// Whose things a role may touch: the condition that the context checks, where the data is.
enum class Reach { own, any };
std::string_view text_of(Reach reach);
std::optional<Reach> reach(std::string_view text);

/// There is no rule that says nothing: an operation without one does not compile.
struct Rule {
  Rule(std::string_view scope, std::map<std::string_view, Reach> roles);

  std::string scope;                                // empty: no scope is asked for
  std::map<std::string, Reach, std::less<>> roles;  // everybody else is refused

  bool operator==(const Rule&) const = default;
};

/// The rules that most operations have.
Rule for_managers(std::string_view scope);
/// Customers for themselves, managers for anybody.
Rule for_owners(std::string_view scope);
/// Everybody who is logged in.
Rule for_users(std::string_view scope);
Rule for_daemons();
/// Whoever reaches the gateway.
Rule for_everybody();

/// Why `principal` may not `op` at `context`; nothing when it may.
std::optional<Error> denial(const Rule& rule, const std::optional<Principal>& principal,
                            std::string_view op, std::string_view context);

}  // namespace bookrent::message
