// insyn-calls from its start to its stop.
#pragma once

#include <functional>

#include "calls/settings/furnished.h"
#include "os/process.h"

namespace insyn::calls {

// Whoever has started it (systemd, or nobody) is told when it answers and when it stops.
struct Supervisor {
  std::function<void()> ready;
  std::function<void()> stopping;
};

// Gives up what this does not need: other files, other programs, and of the network all but the port that it
// listens at and the telephone system's. Before there is another thread. The result is empty or says what
// this kernel cannot forbid.
Result<std::string> enter_calls_sandbox(const Settings& settings);

// Until `stop` is asked. `say` takes lines of the journal, from any thread, without anything of a call, an
// agent or a caller. kTransient where the address is taken.
Status run_calls(const Settings& settings, Furnished with, const StopRequest& stop,
                 const Supervisor& supervisor, const std::function<void(const std::string&)>& say,
                 const Clock& clock);

}  // namespace insyn::calls
