// Sealing whole messages as age v1 files (C2SP age v1) to X25519 recipients. Any age program opens them;
// here seal/open does.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// Seals `plain` so that any one of `recipients` (1 to 64) opens it. kPermanent for any other number of them,
// kDenied for one that is no usable public key.
Result<Bytes> seal_to(std::span<const Recipient> recipients, ByteView plain);

}  // namespace insyn::seal
