#pragma once
#include "common/store/store.hpp"

namespace bookrent::payment {

store::Schema schema();

}  // namespace bookrent::payment
