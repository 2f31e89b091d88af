#pragma once
#include "common/store/store.hpp"

namespace bookrent::book {

store::Schema schema();

}  // namespace bookrent::book
