#pragma once
// What goes wrong in a run, and how often. Each run has some of it, so that one fault does not hide
// another.
#include "tests/simulation/dice.hpp"
#include "tests/simulation/schedule.hpp"

namespace bookrent::simulation {

struct Weather {
  // Of each message
  double lose = 0, repeat = 0, reorder = 0, slow = 0;
  // Of each turn
  double crash = 0, stall = 0;
  double power_cut = 0;  // of each crash
  double relapse = 0;    // of each start after a crash: the power goes soon after it
  // Of each look at the world, ten times a second
  double partition = 0, clog = 0, full_disk = 0, failed_sync = 0, clock_jump = 0, clean_restart = 0;
  // Of each order to the bank
  double bank_declines = 0, bank_fails = 0, bank_slow = 0, bank_forgets = 0, bank_twice = 0;

  static Weather calm() { return {}; }
  static Weather rolled(Dice& dice);
};

}  // namespace bookrent::simulation
