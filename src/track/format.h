// The numbers of the track format. docs/track-format.md says what they mean; a change to either needs the
// other, and from version 1 on a new version number.
#pragma once

#include <cstddef>
#include <cstdint>

namespace insyn::track {

inline constexpr std::uint8_t kMagic[4] = {'I', 'N', 'T', 'R'};
inline constexpr std::uint8_t kVersion = 0;
inline constexpr std::uint8_t kFlagIndexPoint = 1;
inline constexpr std::size_t kHeaderSize = 24;

inline constexpr int kTileSide = 32;
inline constexpr std::size_t kTilePixels = std::size_t{kTileSide} * kTileSide;
inline constexpr std::size_t kTileStoreSize = 8192;
inline constexpr std::size_t kRowStoreSize = std::size_t{1} << 16;
inline constexpr std::size_t kPaletteStoreSize = 256;
inline constexpr std::size_t kLargestPalette = 256;

// A chunk's body after decompression, in bytes.
inline constexpr std::size_t kLargestBody = std::size_t{64} << 20;
// How many pixels the records of one chunk may write, blank or copy, restated ones included.
inline constexpr std::int64_t kLargestWork = std::int64_t{1} << 30;

enum class RecordKind : std::uint8_t {
  kOpened = 1,
  kMoved = 2,
  kClosed = 3,
  kStacking = 4,
  kTiles = 5,
  kCopy = 6,
  kWithheldArea = 7,
  kWithheldTime = 8,
  kCursor = 9,
  kIndexEnd = 10,
};

enum class TileKind : std::uint8_t {
  kSeenBefore = 0,
  kOneColour = 1,
  kNewPalette = 2,
  kKnownPalette = 3,
  kColours = 4,
  kColoursAndWithheld = 5,
};

// How the rows of a tile come: the upper bits of a run's byte; the lower five are its length less one.
enum class RowOp : std::uint8_t { kNew = 0, kKnown = 1, kPlain = 2, kAsAbove = 3 };
inline constexpr int kRowOpShift = 5;

// The byte streams of a body, in this order.
enum Stream : std::size_t {
  kRecords,
  kTileKinds,
  kReferences,
  kRows,
  kRowReferences,
  kPalettes,
  kIndices,
  kPlanes,
  kStreamCount
};

// Bits for one index into a palette of `colours` (2 to 256).
constexpr int bits_for(std::size_t colours) {
  return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
}

}  // namespace insyn::track
