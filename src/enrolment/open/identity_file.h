// Key files that open, PREFIX.age. For the command line and the tray; the recorder does not link this.
#pragma once

#include "os/file.h"
#include "seal/keys.h"

namespace insyn::enrolment {

// Secrets are wiped from every buffer that they pass. kDenied, naming what the file is, where it is of
// another kind.
Result<std::vector<seal::Identity>> read_identities(const Path& path);
// Those of all the files.
Result<std::vector<seal::Identity>> read_identities(const std::vector<Path>& paths);

}  // namespace insyn::enrolment
