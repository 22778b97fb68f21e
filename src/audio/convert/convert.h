// An imported audio file as what is sealed beside a recording: the peaks and the sound, docs/audio.md. It
// reads what others have made, which may be made to break it: it runs in a sandbox of its own (insyn-audio).
#pragma once

#include "audio/contents/contents.h"
#include "audio/convert/input.h"
#include "audio/convert/timeline.h"

namespace insyn::audio {

inline constexpr std::uint64_t kLongestMs = 4ULL * 60 * 60 * 1000;

// Which channel of the file is the customer's.
enum class Customer { kLeft, kRight, kOnly };

struct Conversion {
  // Two channels are written, the customer's left and the other one right; or the customer's alone; or, of a
  // file of one channel, that one.
  enum class Voices { kCustomer, kBoth, kMixed };
  Voices voices = Voices::kCustomer;
  Customer customer = Customer::kLeft;
  std::vector<Cut> cuts;                      // of the file; see timeline.h
  std::uint64_t skip_ms = 0;                  // at the beginning, of the call's time
  std::uint64_t most_ms = kLongestMs;         // that are kept after that
  std::function<void(double)> progress = {};  // from 0 to 1
};

struct Converted {
  std::uint64_t duration_ms = 0;
  Bytes contents;  // as read_contents() reads it
};

// kDenied or kCorrupt, with what to do: the file is none that is read, or damaged; it has other channels than
// `how` says; it is longer than kLongestMs; or nothing of it is left.
Result<Converted> convert(Input& input, const Conversion& how);

}  // namespace insyn::audio
