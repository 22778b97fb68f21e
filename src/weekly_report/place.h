// The folder of an insyn-insight: what it is told, and what it keeps between two weeks.
#pragma once

#include <optional>
#include <vector>

#include "agreement/agreement.h"
#include "note/key.h"
#include "weekly_report/settings.h"

namespace insyn::weekly_report {

struct Place {
  Path folder;
  Path settings() const { return folder / kSettingsFile; }
  // A folder for each recording that was asked for, and the sealed events of those that were opened.
  Path requests() const { return folder / "requests"; }
  Path recordings() const { return folder / "recordings"; }
  // The hash of its agreement, for each recording whose events were here until access to them ended.
  Path ended() const { return folder / "ended"; }
  // A folder for each week, by its Monday.
  Path reports() const { return folder / "reports"; }
};

// Whether something lies there.
bool is_there(const Path& path);

struct Furnished {
  Settings settings;
  agreement::Agreement agreement;
  note::Signer signer;
  std::vector<Utc> weeks;  // of the agreement; the last is where the last one ends
};

// Where insyn-server's package puts it.
inline constexpr const char* kServersFolder = "/var/lib/insyn-server";

// Reads and verifies all that insyn-insight works with, and makes the folders in `place`. kDenied where the
// folder is the server's, or belongs to the user to whom `servers_folder` belongs: whoever runs the server
// has no insight key.
Result<Furnished> open_place(const Place& place, const Path& servers_folder = kServersFolder);

}  // namespace insyn::weekly_report
