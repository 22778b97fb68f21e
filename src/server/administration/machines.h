// GET /v1/machines: the computers that take part, for administrators: workstations and their links by the
// rosters, servers and call sources, each with what it says of itself. Nothing of a recording, a call or an
// agent.
#pragma once

#include <mutex>

#include "server/http/router.h"
#include "server/registry/registry.h"

namespace insyn::server {

struct Machine {
  std::string name;
  const char* kind = "";        // "workstation", "link", "server", "calls"
  std::optional<Utc> enrolled;  // when the first roster that has it was registered
  std::optional<std::string> version;
  std::optional<Utc> last_seen;  // to the hour: when somebody is at work is nobody's business
  std::optional<std::uint64_t> waiting;
  std::vector<std::string> faults;  // codes
};

class MachineList {
 public:
  // Those that are on no roster: servers and call sources, as they are now.
  using Others = std::function<std::vector<Machine>()>;
  // `registry` and `database` outlive it.
  MachineList(Registry& registry, Database& database, Others others)
      : registry_(registry), database_(database), others_(std::move(others)) {}

  // In the order in which they are shown.
  Result<std::vector<Machine>> all();
  http::Route route();

 private:
  // When each key came to a roster first, by its id.
  Status read_enrolled(Transaction& transaction);

  Registry& registry_;
  Database& database_;
  const Others others_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, Utc> enrolled_;
  std::int64_t enrolled_up_to_ = -1;  // the roster's entry
};

// A time to the hour.
Utc to_the_hour(Utc time);

}  // namespace insyn::server
