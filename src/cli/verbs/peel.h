// insyn peel: the union's half of opening a recording.
#pragma once

#include <vector>

#include "cli/console.h"
#include "os/file.h"
#include "recording/format/peel_note.h"

namespace insyn::cli {

struct PeelOptions {
  Path recording;
  Path key;      // the union's .age
  Path sign;     // and its .sign
  Path pin;      // the workstation's .pub
  Path request;  // the .pub of the request key that the rest is sealed to
  recording::PeelKind what = recording::PeelKind::kPictures;
  Path out;  // a folder that does not exist
  bool damaged_ok = false;
};

// Verifies the recording by its certificate, takes the union's layer off its key, seals the rest to the
// request key and writes what the reviewer gets, with a note of what was verified. Prints the folder. Nothing
// is written where any of it fails.
Status peel(const PeelOptions& options, Console& console);

}  // namespace insyn::cli
