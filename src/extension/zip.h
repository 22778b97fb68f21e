// ZIP archives (PKWARE's APPNOTE 6.3) of a few small files, without compression and without times, so that
// the same files are always the same bytes, whatever wrote them.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"

namespace insyn::extension {

struct PackedFile {
  std::string name;  // "icons/16.png"
  Bytes bytes;
};

inline constexpr std::size_t kMostPackedFiles = 200;
inline constexpr std::size_t kLargestPackage = std::size_t{16} << 20;

// In the order of their names, which are of a to z, A to Z, 0 to 9, '.', '_', '-', and '/' between their
// parts, at most 100 bytes, each once.
Bytes write_zip(std::vector<PackedFile> files);

// Reads only what write_zip() writes: any other archive, also one that other programs would take for the same
// files, is kCorrupt. So no two readers can see different files in it.
Result<std::vector<PackedFile>> read_zip(ByteView bytes);

}  // namespace insyn::extension
