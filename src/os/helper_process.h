// A child process that does one thing for this one, with nothing of it but a connection.
#pragma once

#include <functional>

#include "os/local_socket.h"

namespace insyn {

// Starts `work` with its end of the connection in a process of its own, which ends when `work` returns or
// this process does. It is a copy of this one: start it before there is anything that it must not have, and
// before any other thread. This process's end.
Result<LocalSocket> start_helper_process(const std::function<void(LocalSocket)>& work);

}  // namespace insyn
