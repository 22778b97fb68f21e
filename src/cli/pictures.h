// What needs pictures says so where there are none.
#pragma once

#include "os/file.h"
#include "recording/format/notes.h"

namespace insyn::cli {

// kDenied, with what can be done instead, where the recording was made without pictures.
inline Status require_pictures(const recording::Opening& opening, const Path& folder) {
  if (!opening.recipient.empty()) return {};
  return fail(
      Code::kDenied,
      "{} has no pictures, only events: its agreement's level is \"metrics\". Whoever has the insight "
      "key reads them, without the two parties:\n"
      "  age -d -i INSIGHT.age {}/000000.events.age",
      folder.string(), folder.string());
}

}  // namespace insyn::cli
