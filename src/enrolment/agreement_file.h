// The agreement's file, and the parties' .pub files that it is verified against.
#pragma once

#include <vector>

#include "agreement/agreement.h"
#include "os/watched_files.h"

namespace insyn::enrolment {

// The text of a file that may be an agreement's, at most 1 MiB.
Result<std::string> read_agreement_text(const Path& file);

// The parties' .pub files. `seen`, where it is not null, remembers them.
Result<std::vector<note::PublicKeys>> read_pins(const std::vector<Path>& pins, FilesRead* seen = nullptr);

// The agreement, verified against the pins. kDenied where it is not signed by all parties or a pin is no
// party's, kPermanent where there are fewer than two pins. `seen`, where it is not null, remembers all files.
Result<agreement::Agreement> read_agreement(const Path& file, const std::vector<Path>& pins,
                                            FilesRead* seen = nullptr);

}  // namespace insyn::enrolment
