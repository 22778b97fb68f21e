// GET /v1/audio/calls?call=ID: the recordings of a call, with what whoever attaches audio verifies them by.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

http::Answer recordings_of_call(const Desk& desk, const http::Request& request);

}  // namespace insyn::server
