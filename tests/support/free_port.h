// Ports on loopback for servers that a test starts.
#pragma once

#include <cstdint>

namespace insyn::support {

// A port that nobody listens on, and that no other test gets while this process lives. Below those which the
// kernel gives to connections, so that none takes it before the server does.
std::uint16_t free_port();

}  // namespace insyn::support
