// The samples of an audio file: WAV (PCM, A-law, mu-law, GSM, G.722), MP3, or Opus in Ogg or WebM.
#pragma once

#include <vector>

#include "audio/convert/av.h"
#include "audio/convert/input.h"

namespace insyn::audio {

inline constexpr int kRate = 48'000;  // samples a second, of what is decoded and of what is written
inline constexpr std::uint64_t kLargestInput = std::uint64_t{4} << 30;  // bytes

class Decoder {
 public:
  // `input` outlives it. kCorrupt or kDenied, with what to do, where the file is none of those, or has other
  // channels than one or two.
  static Result<std::unique_ptr<Decoder>> open(Input& input);
  virtual ~Decoder() = default;

  virtual int channels() const = 0;  // 1 or 2
  // The next samples at kRate, each channel's in turn; empty at the end. kCorrupt where the file is damaged.
  virtual Result<std::vector<float>> next() = 0;
  // How much of the file has been read, 0 to 1.
  virtual double share() const = 0;
};

}  // namespace insyn::audio
