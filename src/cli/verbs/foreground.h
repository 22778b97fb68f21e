// A call that is recorded in the foreground: what the person at the terminal sees of it.
#pragma once

#include "cli/console.h"
#include "recorder/service/foreground_recording.h"

namespace insyn::cli {

// Runs `recording`, which has begun, until it ends, with a live status line on a terminal, and says why it
// ended and what was kept.
Result<recorder::CallEnding> record_in_foreground(recorder::ForegroundRecording& recording, Console& console);

// "12 pictures, 3.4 Mpixel": what `tally` counts, for people.
std::string in_words(const recording::Tally& tally);
// For a program that ends because of it, or because a call may not begin.
Failure not_recorded(const reason::Reason& why);
std::string why_ended(const recorder::CallEnding& ending);

}  // namespace insyn::cli
