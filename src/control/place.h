// Where the recorder of a desktop session is to be found.
#pragma once

#include "os/file.h"

namespace insyn::control {

// $XDG_RUNTIME_DIR/insyn. kPermanent where there is no such variable, or where it is no absolute path.
Result<Path> runtime_folder();

inline Path socket_in(const Path& runtime_folder) { return runtime_folder / "control"; }

}  // namespace insyn::control
