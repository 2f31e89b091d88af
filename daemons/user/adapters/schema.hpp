#pragma once
#include "common/store/store.hpp"

namespace bookrent::user {

store::Schema schema();

}  // namespace bookrent::user
