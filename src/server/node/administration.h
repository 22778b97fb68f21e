// What administrators are told of this server and of what it works with: machines, call sources, the last
// backup, the settings. No secrets, and nothing of a recording, a call or an agent.
#pragma once

#include "server/calls/relay.h"
#include "server/node/centre.h"

namespace insyn::server {

// GET /v1/machines, /v1/sources, /v1/backup and /v1/settings. All of these outlive the routes. `failed` says
// the codes of what keeps this server from its work.
struct AdministrationSet {
  const Path& folder;
  const DataFolder& data;
  Centre& centre;
  CallRelay& calls;
  const Clock& clock;
  std::function<std::vector<std::string>()> failed;
};
std::vector<http::Route> administration_routes(const AdministrationSet& set);

// Of a copy of the database and the blobs, as it was made just now.
struct BackupDone {
  Utc at{};
  std::uint64_t blobs = 0, bytes = 0;
  bool checked = false;  // its database was opened and read through without an error
};
// Remembers it in the centre's own database.
Status note_backup(Database& database, const BackupDone& done);

}  // namespace insyn::server
