// The terms that recordings were made under, kept beside them in the spool: what they say of a recording
// holds for it after the agreement has ended, was withdrawn or replaced by another.
#pragma once

#include "agreement/terms.h"
#include "os/file.h"

namespace insyn::recording {

// "agreement.<the hash>.toml", in the spool.
std::string terms_file_name(const Digest& agreement_hash);

// Keeps the text that both parties have signed. Succeeds where it is there already.
Status keep_terms(const Path& spool, std::string_view text);

// The terms with this hash, which a recording's notes state. An error where they are not there, are not
// those, or cannot be read.
Result<agreement::Terms> kept_terms(const Path& spool, const Digest& agreement_hash);

}  // namespace insyn::recording
