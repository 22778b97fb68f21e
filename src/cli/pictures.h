// For verbs that need pictures.
#pragma once

#include "os/file.h"
#include "recording/format/opening_note.h"

namespace insyn::cli {

// kDenied, with what to do instead, where the recording was made without pictures.
inline Status require_pictures(const recording::Opening& opening, const Path& folder) {
  if (!opening.recipient.empty()) return {};
  return fail(Code::kDenied,
              "{} has no pictures, only events: its agreement's level is \"metrics\". The insight key opens "
              "them, without the two parties:\n"
              "  age -d -i INSIGHT.age {}/000000.events.age",
              folder.string(), folder.string());
}

}  // namespace insyn::cli
