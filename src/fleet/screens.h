// Screens of a support system that is made up: bars for lines of text, a search, pages, an error, a part that
// was withheld and a pause. For whoever plays recordings of made-up calls.
#pragma once

#include "recording/format/balance.h"
#include "track/codec/writer.h"

namespace insyn::fleet {

struct Screens {
  std::vector<track::Chunk> chunks;  // at least one
  recording::Balance balance;
};

// The same for the same seed. `length` is at least ten seconds.
Screens made_up_screens(unsigned seed, track::TrackTime length);

}  // namespace insyn::fleet
