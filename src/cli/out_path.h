// --out: where a verb writes its result.
#pragma once

#include "base/path.h"
#include "base/result.h"

namespace insyn::cli {

// kPermanent where `out` exists already, as a file, a folder or a link: nothing is overwritten.
Status require_new(const Path& out);

}  // namespace insyn::cli
