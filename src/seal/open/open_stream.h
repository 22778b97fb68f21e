// Opens the payload of an age file (C2SP age v1); seal/stream.h says what it is.
#pragma once

#include "base/bytes.h"

namespace insyn::seal {

// kCorrupt where the payload is damaged, cut off or would give more than `limit` bytes. Nothing of a payload
// is given out before all of it is verified.
Result<Bytes> open_stream(ByteView key, ByteView sealed, std::size_t limit);

}  // namespace insyn::seal
