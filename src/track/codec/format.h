// The numbers of the track format. docs/track-format.md says what they mean; a change to either needs the
// other, and from version 1 on a new version number.
#pragma once

#include <cstddef>
#include <cstdint>

namespace insyn::track {

inline constexpr std::uint8_t kMagic[4] = {'I', 'N', 'T', 'R'};
inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::uint8_t kFlagIndexPoint = 1;
inline constexpr std::size_t kHeaderSize = 24;

inline constexpr int kTileSide = 32;
inline constexpr std::size_t kTilePixels = std::size_t{kTileSide} * kTileSide;
inline constexpr std::size_t kTileStoreSize = 8192;
inline constexpr std::size_t kRowStoreSize = std::size_t{1} << 16;

// In bytes.
inline constexpr std::size_t kLargestBody = std::size_t{32} << 20;
// How much the records of one chunk may do: a pixel that is blanked, copied or stands in a changed tile
// counts 1, one that is told by itself kToldPixelWork more, a record kRecordWork.
inline constexpr std::int64_t kLargestWork = std::int64_t{1} << 31;
inline constexpr std::int64_t kToldPixelWork = 16;
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
  kIndexEnd = 10,
};

enum class TileKind : std::uint8_t {
  kSeenBefore = 0,
  kOneColour = 1,
  kRows = 2,
  kPhoto = 3,
  kMovingPicture = 4,  // not exact
};

// How a row of a tile comes.
enum class RowOp : std::uint8_t {
  kNew = 0,
  kFollowing = 1,  // a known row, the one behind the known row before
  kKnown = 2,
  kPlain = 3,
  kAsAbove = 4,
};

}  // namespace insyn::track
