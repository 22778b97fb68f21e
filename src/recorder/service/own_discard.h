// Discarding a recording by its own terms, whichever agreement is in force by then, if any.
#pragma once

#include "base/clock.h"
#include "note/key.h"
#include "os/file.h"

namespace insyn::recorder {

// As recording::discard(), for as long as the terms allow that the recording was made under. Where they are
// lost, always: whoever can take them away can take the recording's keys away, too. Gives the call's id.
Result<std::string> discard_by_own_terms(const Path& spool, const std::string& id, const std::string& agent,
                                         const note::Verifier& device, Utc now);

}  // namespace insyn::recorder
