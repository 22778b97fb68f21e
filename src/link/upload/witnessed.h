// Whether what a receipt or a tombstone proves stands in the ledger that everybody sees: it is the server's
// word alone, which could keep a second ledger to sign such by.
#pragma once

#include "agreement/centre.h"
#include "link/upload/failure.h"
#include "receipt/proven_entry.h"

namespace insyn::link {

// By the newest checkpoint that all of the ledger's witnesses have cosigned. kNotWitnessed where they have
// not seen as much yet, or have seen another ledger.
Done check_witnessed(Centre& centre, const ProvenEntry& proven, const agreement::Ledger& ledger);
// Of a receipt, as it came. kDamaged where it is none.
Done check_witnessed(Centre& centre, const std::string& receipt, const agreement::Ledger& ledger);

}  // namespace insyn::link
