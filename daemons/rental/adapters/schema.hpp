#pragma once
#include "common/store/store.hpp"

namespace bookrent::rental {

store::Schema schema();

}  // namespace bookrent::rental
