// A fleet on one computer: the workstations of a made-up company make recordings and bring them to a server,
// each with a link of its own.
#pragma once

#include <functional>
#include <map>

#include "fleet/calls.h"
#include "http_client/client.h"
#include "link/standing/standing.h"

namespace insyn::fleet {

struct FleetOrder {
  http_client::Server server;
  Path company;  // the folder that Company::save() has written; spools and links' folders go there
  std::size_t recordings = 1;  // of each workstation
  MadeUpCall call;             // how large each is
  int weeks = 0;               // where it is not 0: a history of so many weeks, with screens to look at
  std::size_t at_once = 8;     // workstations that work at the same time
  std::chrono::seconds at_most{600};  // then it ends, whatever has arrived
  bool keep = false;                  // recordings that have arrived stay in the spools
  std::string suffix = {};            // of ids of calls, kinds and queues
};

struct FleetResult {
  std::uint64_t made = 0;                            // recordings
  std::uint64_t arrived = 0;                         // with a receipt that proves it
  std::uint64_t bytes = 0;                           // of those that arrived, as files
  std::chrono::milliseconds making{0}, bringing{0};  // together, of all workstations
  std::chrono::milliseconds whole{0};                // from the beginning to the end
  std::map<link::Obstacle, std::uint64_t> failures;  // tries that failed
  std::string last_failure;                          // in English; empty where there was none
};

// An error where the company cannot be read or nothing can be made; what fails with the server is counted.
Result<FleetResult> run_fleet(const FleetOrder& order, const Clock& clock);

}  // namespace insyn::fleet
