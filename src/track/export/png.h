// Lossless pictures.
#pragma once

#include "base/bytes.h"
#include "track/codec/pixels.h"

namespace insyn::track {

// A PNG file, 8 bits RGB.
Result<Bytes> encode_png(const Image& image);

}  // namespace insyn::track
