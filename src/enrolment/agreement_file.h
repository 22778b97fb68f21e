// The agreement's file, and the two parties' .pub files that it is verified against.
#pragma once

#include <vector>

#include "agreement/agreement.h"
#include "os/watched_files.h"

namespace insyn::enrolment {

// The text of a file that may be an agreement's, at most 1 MiB.
Result<std::string> read_agreement_text(const Path& file);

// The agreement, verified against the two pins. kDenied where it is not signed by both parties or a pin is no
// party's, kPermanent where there are not two pins. `seen`, where it is not null, remembers all three files.
Result<agreement::Agreement> read_agreement(const Path& file, const std::vector<Path>& pins,
                                            FilesRead* seen = nullptr);

}  // namespace insyn::enrolment
