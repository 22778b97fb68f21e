// A recording's own key, wrapped twice: age(union, age(employer, identity)). Several recipients of a layer
// mean any one of them; the two layers mean both parties. No one who opens the outer layer sees the key, and
// no one who opens only the inner one gets at it.
#pragma once

#include "seal/age.h"

namespace insyn::seal {

// The content of key.age. kPermanent where a layer has no recipient, kDenied where a recipient stands in both
// layers, since that one would open the recording alone.
Result<Bytes> wrap_for_two(const Identity& recording, std::span<const Recipient> union_party,
                           std::span<const Recipient> employer);

// What the union hands back to the employer: the inner layer, still sealed to the employer. kDenied where
// none of the keys opens the outer layer, kCorrupt where no sealed layer lies under it.
Result<Bytes> take_off_union_layer(ByteView key_age, std::span<const Identity> union_party);

}  // namespace insyn::seal
