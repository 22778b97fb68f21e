// Connections whose other end is gone.
#pragma once

namespace insyn {

// From here on, writing to one is an error of that write alone, and not this process's end; for programs that
// use libraries which write to sockets.
void ignore_broken_pipes();

}  // namespace insyn
