#pragma once
#include "common/store/store.hpp"

namespace bookrent::view {

store::Schema schema();

}  // namespace bookrent::view
