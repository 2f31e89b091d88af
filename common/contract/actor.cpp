#include "common/contract/actor.hpp"

#include "common/contract/user.hpp"

namespace bookrent::contract {

Actor actor_of(const message::Request& request) {
  if (!request.principal) return {};
  const message::Principal& principal = *request.principal;
  return {principal.id(), principal.user_id, principal.role == word(Role::manager)};
}

}  // namespace bookrent::contract
