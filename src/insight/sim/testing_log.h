// For tests: a made-up centre, read back as a log.
#pragma once

#include "insight/input/read_log.h"
#include "insight/sim/write_centre.h"

namespace insyn::insight::sim {

struct SimLog {
  Log log;
  Truth truth;
  Rejects rejects;
};

inline SimLog sim_log(const Centre& centre, const Period& period = {}) {
  const Path folder = std::filesystem::temp_directory_path() / ("insyn-sim-" + to_hex(random_bytes(8)));
  std::filesystem::create_directories(folder);
  const auto truth = write_centre(centre, folder);
  auto reading = read_log({folder / "calls.csv", folder / "events.csv"}, period, {});
  std::filesystem::remove_all(folder);
  if (!truth || !reading) throw std::runtime_error("the centre could not be made");
  return {std::move(reading->log), *truth, std::move(reading->rejects)};
}

}  // namespace insyn::insight::sim
