// Files of the server's that hold secrets.
#pragma once

#include "base/path.h"
#include "base/result.h"

namespace insyn::server {

// kDenied where `path` is a symbolic link, or others may read it: one that others can read has been read, for
// all that anybody knows. kPermanent where it is not there.
Status is_private(const Path& path);

}  // namespace insyn::server
