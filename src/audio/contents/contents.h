// What is inside audio.age: a head, how loud the sound is when, and the sound. docs/audio.md describes it
// byte for byte.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace insyn::audio {

inline constexpr std::size_t kLongestContentsHead = 256;  // bytes
inline constexpr int kMostPeaksPerSecond = 100;
inline constexpr int kPeaksPerSecond = 50;  // that Insyn writes

struct ContentsHead {
  int peaks_per_second = kPeaksPerSecond;
  int channels = 1;         // 1 or 2
  std::uint64_t peaks = 0;  // bytes: a step after another, of each its channels
  std::uint64_t webm = 0;   // bytes
  bool operator==(const ContentsHead&) const = default;
};

// How many bytes of peaks a sound of this duration has.
std::uint64_t peaks_of(std::uint64_t duration_ms, int peaks_per_second, int channels);

// A sample's loudness, from 0 to 255 of full scale.
std::uint8_t peak_of(float sample);

std::string text_of(const ContentsHead& head);

// The same, opened; it points into `opened`.
struct Contents {
  ContentsHead head;
  ByteView peaks;
  ByteView webm;
};
// kCorrupt, with the reason, where `opened` is not exactly a head as text_of() writes it and what that
// announces.
Result<Contents> read_contents(ByteView opened);

}  // namespace insyn::audio
