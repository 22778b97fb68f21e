// Opening a recording's key with both parties present. Only the command line and the tray may use this:
// elsewhere the two keys never meet.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// The recording's identity from key.age. `first` opens the union's outer layer, `second` the employer's inner
// one. kDenied says which key is wrong, or that the two were given in the wrong order; kCorrupt where
// key.age is damaged.
Result<Identity> open_by_two(ByteView key_age, std::span<const Identity> first,
                             std::span<const Identity> second);

}  // namespace insyn::seal
