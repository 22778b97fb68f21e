// A recording checked against the lists in its own folder, where the device's key is not at hand. It finds
// what an accident does. It proves nothing: whoever may write in the folder could have made up lists and
// chunks, since the recording's public key is all that sealing takes.
#pragma once

#include "recording/verify/verify.h"

namespace insyn::cli {

// Lists as the closing note or, where the recording is not closed, the journal has them. `proven` are the
// chunks that are as listed. kCorrupt where there is no such list.
Result<recording::Verification> check_against_own_notes(const recording::Recording& recording,
                                                        const std::function<void(double)>& progress);

}  // namespace insyn::cli
