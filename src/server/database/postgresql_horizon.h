// Which rows that were deleted PostgreSQL cannot remove yet, since somebody may still see them: VACUUM keeps
// whatever is younger than its horizon, the oldest of all that counts for this database.
#pragma once

#include <soci/soci.h>

#include "base/result.h"

namespace insyn::server {

// Until nobody sees any more what was deleted by transactions that ended before the call. kTransient, with
// who that is, where somebody goes on: after five seconds, or a quarter of a minute where it is a standby
// that says what is read there. Throws SOCI's errors.
Status wait_until_unseen(soci::session& session);

// kTransient, with their names, where there are prepared transactions or replication slots that nobody uses
// and that keep rows: they end when somebody ends them. Throws SOCI's errors.
Status check_horizon(soci::session& session);

}  // namespace insyn::server
