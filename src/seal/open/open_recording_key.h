// Opening the key of a recording: by the two parties together, or by the agent whose own recording it is.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// The recording's identity from key.age. `first` opens the union's outer layer, `second` the employer's inner
// one. kDenied says which key is wrong, or that the two were given in the wrong order; kCorrupt where
// key.age is damaged.
Result<Identity> open_by_two(ByteView key_age, std::span<const Identity> first,
                             std::span<const Identity> second);

// What the union hands back to the employer: the inner layer, still sealed to the employer. kDenied where
// none of the keys opens the outer layer, kCorrupt where no sealed layer lies under it.
Result<Bytes> take_off_union_layer(ByteView key_age, std::span<const Identity> union_party);

// The recording's identity from key.agent.age, where the agreement says see_own. kDenied where none of `own`
// opens it.
Result<Identity> open_own(ByteView key_agent_age, std::span<const Identity> own);

}  // namespace insyn::seal
