#pragma once
// The states that the simulator must reach, and the faults that it must catch: one line for each
// probe::reached() and probe::planted() there is. A test holds both against the sources.
#include <array>

namespace bookrent::simulation {

inline constexpr std::array marks{
    "bank: answered twice",
    "bank: failed",
    "bank: slow",
    "clock: jump",
    "crash: after the commit",
    "crash: at a sync",
    "crash: at a write",
    "crash: before a turn",
    "crash: in the release",
    "customer: was never told",
    "disk: a sync failed",
    "disk: power cut",
    "network: clog",
    "network: lost",
    "network: partition",
    "network: reordered",
    "network: repeated",
    "network: slow",
    "process: stalled",
    "process: stopped cleanly",
};

inline constexpr std::array<const char*, 0> faults{};

}  // namespace bookrent::simulation
