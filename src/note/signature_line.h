// A signature as it stands in a note: "— <name> <base64(key id ‖ signature)>".
#pragma once

#include "note/note.h"

namespace insyn::note {

// The line, with its end. To a note that has a signature it can be added at the end.
std::string line_of(const Signature& signature);

}  // namespace insyn::note
