// For verbs that need pictures.
#pragma once

#include "os/file.h"
#include "recording/format/opening_note.h"

namespace insyn::cli {

// kDenied, with what to do instead, where the recording was made without pictures.
inline Status require_pictures(const recording::Opening& opening, const Path& folder) {
  if (!opening.recipient.empty()) return {};
  return fail(
      Code::kDenied,
      "{} has no pictures, only events: its agreement's level is \"metrics\". The union and the insight "
      "key together open them:\n"
      "  insyn events {} --key UNION.age --key INSIGHT.age --out events.csv",
      folder.string(), folder.string());
}

}  // namespace insyn::cli
