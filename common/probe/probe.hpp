#pragma once
// Marks in the code for the simulator: states that it must have reached, and faults that it plants
// to show that it would find them. Programs that are built without tests contain neither.
#ifdef BOOKRENT_PROBES
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#endif

namespace bookrent::probe {

#ifdef BOOKRENT_PROBES

/// Counts that this state was reached. `mark` lives as long as the program.
void reached(std::string_view mark);
/// Whether this fault is planted in the present thread.
bool planted(std::string_view fault);

/// For the simulator: how often each state was reached in this thread since clear().
const std::map<std::string_view, std::int64_t>& counts();
void clear();
/// Plants one fault in this thread, and removes any other; an empty one plants none.
void plant(std::string fault);

#else

constexpr void reached(const char*) {}
constexpr bool planted(const char*) { return false; }

#endif

}  // namespace bookrent::probe
