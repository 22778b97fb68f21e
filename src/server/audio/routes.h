// The paths of audio: who attaches it, and who hears it.
#pragma once

#include "server/audio/handing_in.h"

namespace insyn::server {

// All of these outlive the routes. `uploads`: where what arrives is staged.
std::vector<http::Route> audio_routes(const Desk& desk, const Attaching& attaching, const Path& uploads);

}  // namespace insyn::server
