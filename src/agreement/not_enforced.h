// What this version cannot enforce or obey yet, though the format of agreements has a key for it.
#pragma once

#include <string>
#include <vector>

#include "agreement/terms.h"

namespace insyn::agreement {

// The keys of `terms`, as docs/agreement.md names them ("[[call_source]]", "extension.signer"), that no
// program of this version obeys. A recorder refuses to record under such terms: what is agreed and not done
// would be a false promise. Applications of kind "web" are not among them, since each application is looked
// at by itself.
std::vector<std::string> not_enforced(const Terms& terms);
// The same, joined with commas; empty where all is obeyed.
std::string not_enforced_text(const Terms& terms);

}  // namespace insyn::agreement
