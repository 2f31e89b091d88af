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
    "gateway: a queue is full",
    "gateway: a request goes out again",
    "gateway: a request waits for a worker",
    "gateway: a worker is lost",
    "gateway: a worker is unknown",
    "gateway: an answer comes too late",
    "gateway: no answer in time",
    "gateway: nobody there in time",
    "network: clog",
    "network: lost",
    "network: partition",
    "network: reordered",
    "network: repeated",
    "network: slow",
    "payment: a tombstone",
    "payment: an authorize comes after its void",
    "payment: the provider failed",
    "process: stalled",
    "process: stopped cleanly",
    "reader: a fetch is sent again",
    "reader: a fetch",
    "reader: a gap",
    "reader: an event that it has read",
    "reader: its source was rewound",
    "rental: a late answer to authorize",
    "rental: called off",
    "turn: a caller is told what is known so far",
    "turn: a repeat gets the stored reply",
    "turn: a repeat joins",
    "turn: a request waits for what it has seen",
    "turn: a stale answer",
    "turn: undone",
};

inline constexpr std::array faults{
    "chain not checked",
    "copy freed before the void is acknowledged",
    "key not stored",
    "late approval taken",
    "no gap check",
    "no tombstone",
    "page shown before its commit",
    "position outside the transaction",
    "queue forgets on reconnect",
    "recovered but not synced",
    "reply before commit",
};

}  // namespace bookrent::simulation
