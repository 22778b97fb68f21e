// For tests: keys of a ledger and of witnesses.
#pragma once

#include "note/key.h"

namespace insyn::ledger {

inline note::Signer signer(const char* name) { return note::Signer::generate(name).value(); }

}  // namespace insyn::ledger
