// insyn recordings: which recordings a centre has, so that one can ask for them.
#pragma once

#include "base/clock.h"
#include "centre/client.h"
#include "cli/console.h"

namespace insyn::cli {

inline constexpr int kUsualRecordings = 200;
inline constexpr int kMostRecordingsListed = 100'000;

struct RecordingsOptions {
  centre::RecordingFilter filter;
  int most = kUsualRecordings;
  bool ids = false;  // nothing but ids, one a line
  bool json = false;
};

// Prints what the server says of them, the newest day first. Nothing of it is verified, which approve and
// fetch do.
Status recordings(const RecordingsOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
