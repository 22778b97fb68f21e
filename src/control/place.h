// Where the recorder of a desktop session listens.
#pragma once

#include "os/file.h"

namespace insyn::control {

// $XDG_RUNTIME_DIR/insyn. kPermanent where the variable is missing or not an absolute path.
Result<Path> runtime_folder();

inline Path socket_in(const Path& runtime_folder) { return runtime_folder / "control"; }

}  // namespace insyn::control
