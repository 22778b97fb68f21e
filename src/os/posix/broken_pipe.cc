#include "os/broken_pipe.h"

#include <csignal>

namespace insyn {

void ignore_broken_pipes() { ::signal(SIGPIPE, SIG_IGN); }

}  // namespace insyn
