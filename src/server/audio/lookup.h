// GET /v1/audio/calls?call=ID: the recordings of a call, with what whoever attaches audio verifies them by.
// That tells whose call was recorded: of each recording it stands in the ledger before the answer is given.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

// How long an entry counts for the same importer and recording: a night's import that begins again, or asks
// before it attaches, makes one.
inline constexpr std::chrono::hours kLookupLasts{12};

http::Answer recordings_of_call(const Desk& desk, const http::Request& request);

}  // namespace insyn::server
