// A server from its start to its stop.
#pragma once

#include <functional>

#include "os/process.h"
#include "server/calls/relay.h"
#include "server/node/centre.h"

namespace insyn::server {

// Whoever has started the server (systemd, or nobody) is told when it answers and when it stops.
struct Supervisor {
  std::function<void()> ready;
  std::function<void()> stopping;
};

// All that a node answers. All of these outlive the routes.
std::vector<http::Route> node_routes(const Path& folder, const DataFolder& data, Centre& centre,
                                     CallRelay& calls, const http::Metrics& metrics, const Clock& clock);

// Begins to read the configuration's call sources. All of these outlive it.
Result<std::unique_ptr<CallRelay>> begin_call_relay(const DataFolder& data, Centre& centre,
                                                    http::Metrics& metrics, const http::Log& log,
                                                    const Clock& clock);

// Serves until `stop` is asked. kTransient where another server has this folder or the address; kPermanent
// where answers had to be cut off at the end.
Status run_node(const Path& folder, DataFolder data, const StopRequest& stop, const Supervisor& supervisor,
                const http::Log& log, const Clock& clock);

}  // namespace insyn::server
