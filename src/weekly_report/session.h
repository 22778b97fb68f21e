// Signing in at the centre, for one look.
#pragma once

#include "centre/client.h"
#include "weekly_report/settings.h"

namespace insyn::weekly_report {

// kDenied where the account is no analyst's. `clock` outlives the client.
Result<centre::Client> sign_in(const Settings& settings, const Clock& clock);

}  // namespace insyn::weekly_report
