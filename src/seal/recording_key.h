// What takes both parties to open: sealed twice, age(union, age(employer, plain)), as a recording's own key
// is. Several recipients of a layer mean any one of them; the two layers mean both parties. No one who opens
// the outer layer sees what is in it, and no one who opens only the inner one gets at it.
#pragma once

#include "seal/age.h"

namespace insyn::seal {

// kPermanent where a layer has no recipient, kDenied where a recipient stands in both layers, since that one
// would open it alone.
Result<Bytes> seal_for_two(ByteView plain, std::span<const Recipient> union_party,
                           std::span<const Recipient> employer);

// The content of key.agent.age, and of key.calls.age: the identities, which any one of `recipients` opens.
Result<Bytes> wrap_for_one(std::span<const Identity* const> identities,
                           std::span<const Recipient> recipients);

// The content of key.age, and of key.events.age.
Result<Bytes> wrap_for_two(const Identity& recording, std::span<const Recipient> union_party,
                           std::span<const Recipient> employer);

}  // namespace insyn::seal
