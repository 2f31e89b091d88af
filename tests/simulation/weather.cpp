#include "tests/simulation/weather.hpp"

namespace bookrent::simulation {

Weather Weather::rolled(Dice& dice) {
  const auto sometimes = [&dice](double most) {
    return dice.chance(0.5) ? most * static_cast<double>(dice.between(1, 100)) / 100 : 0;
  };
  Weather weather;
  weather.lose = sometimes(0.05);
  weather.repeat = sometimes(0.10);
  weather.reorder = sometimes(0.20);
  weather.slow = sometimes(0.05);
  weather.crash = sometimes(0.03);
  weather.stall = sometimes(0.005);
  weather.power_cut = sometimes(1.0);
  weather.partition = sometimes(0.03);
  weather.clog = sometimes(0.03);
  weather.full_disk = sometimes(0.02);
  weather.failed_sync = sometimes(0.02);
  weather.clock_jump = sometimes(0.01);
  weather.clean_restart = sometimes(0.02);
  weather.bank_declines = sometimes(0.2);
  weather.bank_fails = sometimes(0.3);
  weather.bank_slow = sometimes(0.5);
  weather.bank_forgets = sometimes(0.2);
  weather.bank_twice = sometimes(0.3);
  weather.relapse = sometimes(0.5);
  return weather;
}

}  // namespace bookrent::simulation
