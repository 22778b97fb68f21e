// The constants and limits of the pages track. docs/pages-format.md defines their meaning; a change to either
// needs the other, and a new version number.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace insyn::pages {

// Since the start of the recording.
using PagesTime = std::chrono::milliseconds;

// Of a document, a node, a style, an asset or a kept subtree: below 2^53, and 0 is none.
using Number = std::uint64_t;
inline constexpr Number kLargestNumber = (Number{1} << 53) - 1;

// A length in 1/64 CSS pixels.
using Px = std::int64_t;
inline constexpr Px kFarthest = Px{1} << 31;

// The chunk header; sizes in bytes.
inline constexpr std::uint8_t kMagic[4] = {'I', 'N', 'P', 'G'};
inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::uint8_t kFlagIndexPoint = 1;
inline constexpr std::size_t kHeaderSize = 24;
inline constexpr std::size_t kLargestBody = std::size_t{32} << 20;
inline constexpr std::size_t kLargestChunk = std::size_t{33} << 20;

// How many there are at most.
inline constexpr std::size_t kMostDocuments = 64;
inline constexpr std::size_t kMostNodes = 200'000;
inline constexpr std::size_t kDeepest = 512;  // elements within one another
inline constexpr std::size_t kMostStyles = 50'000;
inline constexpr std::size_t kMostDeclarations = 300;
inline constexpr std::size_t kMostKept = 1000;
inline constexpr std::size_t kMostFonts = 1000;
inline constexpr std::size_t kMostAssets = 4096;
inline constexpr std::size_t kMostLines = 10'000;
inline constexpr std::size_t kMostOptions = 10'000;
inline constexpr std::size_t kMostBoxes = 10'000;

// In bytes, at most.
inline constexpr std::size_t kLargestAsset = std::size_t{8} << 20;
inline constexpr std::size_t kAllAssets = std::size_t{256} << 20;
inline constexpr std::size_t kLongestName = 200;
inline constexpr std::size_t kLongestProperty = 60;
inline constexpr std::size_t kLongestValue = std::size_t{16} << 10;
inline constexpr std::size_t kLongestText = std::size_t{256} << 10;
inline constexpr std::size_t kLongestAttribute = std::size_t{64} << 10;

inline constexpr Number kWidestBar = 250;
inline constexpr Number kSmallestScale = 100;
inline constexpr Number kLargestScale = 10'000;
inline constexpr Number kLastReason = 19;
inline constexpr Number kLatest = 0xFFFF'FFFF;  // a time
inline constexpr std::size_t kDeepestParentheses = 64;

// What the state weighs at most: so much each thing, each entry of a list, and 1 for each byte of a text.
inline constexpr std::size_t kHeaviest = std::size_t{22} << 20;
inline constexpr std::size_t kThing = 80;
inline constexpr std::size_t kEntry = 10;

// The bound on what reading one chunk may cost: a record, an entry of its lists, a node that it takes, moves
// or puts back is 1 each.
inline constexpr std::size_t kMostWork = std::size_t{1} << 22;

}  // namespace insyn::pages
