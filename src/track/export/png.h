// PNG files.
#pragma once

#include "base/bytes.h"
#include "track/codec/pixels.h"

namespace insyn::track {

// 8-bit RGB; the top byte of each pixel is ignored.
Result<Bytes> encode_png(const Image& image);

}  // namespace insyn::track
