// How much of a recording was kept and withheld, counted from its pictures.
#pragma once

#include "recording/format/balance.h"
#include "recording/open/sealed_recording.h"

namespace insyn::recording {

struct TrackBalance {
  Balance balance;                    // a time in which nothing was kept counts no pixels
  std::chrono::milliseconds last{0};  // the last moment, from the beginning
};

// Reads all that `sealed` has. kCorrupt where it is no track.
Result<TrackBalance> count_track(SealedRecording& sealed);

}  // namespace insyn::recording
