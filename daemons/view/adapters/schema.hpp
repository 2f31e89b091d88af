#pragma once
#include "common/store/store.hpp"

namespace bookrent::view {

store::Schema schema();

/// Empties all tables of the projection; part of the turn's transaction.
void forget(store::Store& store);

}  // namespace bookrent::view
