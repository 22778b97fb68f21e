// The parties' .pub files that a server verifies agreements with.
#pragma once

#include <vector>

#include "base/path.h"
#include "note/public_keys.h"

namespace insyn::server {

// kDenied where these files are not an employer's and at least one union's. None at all are fine.
Status check_pins(const std::vector<Path>& pins);
// Makes `to` with copies of them.
Status copy_pins(const std::vector<Path>& pins, const Path& to);
// The files "*.pub" in a folder; none where there is no folder.
Result<std::vector<Path>> pin_files(const Path& folder);
// What they say.
Result<std::vector<note::PublicKeys>> read_pins(const Path& folder);

}  // namespace insyn::server
