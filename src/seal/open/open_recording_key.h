// Opening the key of a recording: by the two parties together, or by the agent whose own recording it is.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// The recording's identity from key.age. `first` opens the union's outer layer, `second` the employer's inner
// one. kDenied says which key is wrong, or that the two were given in the wrong order; kCorrupt where
// key.age is damaged.
Result<Identity> open_by_two(ByteView key_age, std::span<const Identity> first,
                             std::span<const Identity> second);

// What the union seals to a request key when it peels: the inner layer, still sealed to the reviewers.
// kDenied where none of the keys opens the outer layer, kCorrupt where no sealed layer lies under it.
Result<Bytes> take_off_union_layer(ByteView key_age, std::span<const Identity> union_party);

// The same without an order: any of `keys` opens the outer layer, and any of them the inner one. kDenied says
// which layer none of them opens.
Result<Identity> open_two_layers(ByteView key_age, std::span<const Identity> keys);

// The identities that lie under one layer, as in key.calls.age and key.agent.age. kDenied where none of
// `keys` opens it.
Result<std::vector<Identity>> open_one_layer(ByteView key_file, std::span<const Identity> keys);

}  // namespace insyn::seal
