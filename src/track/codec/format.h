// The constants and code numbers of the track format. docs/track-format.md defines their meaning; a change to
// either needs the other, and a new version number.
#pragma once

#include <cstddef>
#include <cstdint>

namespace insyn::track {

// The chunk header; sizes in bytes.
inline constexpr std::uint8_t kMagic[4] = {'I', 'N', 'T', 'R'};
inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::uint8_t kFlagIndexPoint = 1;
inline constexpr std::size_t kHeaderSize = 24;
inline constexpr std::size_t kLargestBody = std::size_t{32} << 20;

// In pixels.
inline constexpr int kTileSide = 32;
inline constexpr std::size_t kTilePixels = std::size_t{kTileSide} * kTileSide;

// How many tiles and rows are cached, the most recent ones.
inline constexpr std::size_t kTileCacheSize = 8192;
inline constexpr std::size_t kRowCacheSize = std::size_t{1} << 16;

// The bound on what decoding one chunk may cost, in units of about one copied pixel. A pixel that is blanked,
// copied or part of a coded tile costs 1; a pixel that is entropy coded costs kCodedPixelWork more; a record
// costs kRecordWork.
inline constexpr std::int64_t kLargestWork = std::int64_t{1} << 31;
inline constexpr std::int64_t kCodedPixelWork = 16;
inline constexpr std::int64_t kRecordWork = 256;

enum class RecordKind : std::uint8_t {
  kEnd = 0,
  kOpened = 1,
  kMoved = 2,
  kClosed = 3,
  kStacking = 4,
  kTiles = 5,
  kCopy = 6,
  kWithheldArea = 7,
  kWithheldTime = 8,
  kCursor = 9,
  kStateEnd = 10,  // ends the complete state with which an index point begins
};

enum class TileKind : std::uint8_t {
  kCached = 0,
  kSolid = 1,
  kRows = 2,
  kPhoto = 3,
  kLossy = 4,
};

enum class RowKind : std::uint8_t {
  kNew = 0,
  kNextCached = 1,  // the cached row that follows the one used last
  kCached = 2,
  kSolid = 3,
  kCopyAbove = 4,
};

}  // namespace insyn::track
