// What can be proven about a recording without opening it: that its device made it, and that every chunk is
// there and unchanged.
#pragma once

#include <functional>

#include "note/key.h"
#include "recording/store/recording.h"

namespace insyn::recording {

enum class Fault {
  kMissing,         // listed, and not there
  kCutShort,        // shorter than listed
  kTooLong,         // longer than listed
  kChanged,         // of the right length, with other content
  kSwapped,         // the content of another chunk of this recording
  kForeign,         // not listed at all
  kUnreadable,      // there, and not to be read
  kNotOfTheDevice,  // a note or the journal is not the device's for this recording
  kKeyMissing,      // key.age
};
const char* name_of(Fault fault);  // "missing", "cut-short" and so on

struct Finding {
  Fault fault = Fault::kMissing;
  std::string file;      // in the folder
  std::string sentence;  // names the file, the fault and what follows from it
};

struct Verification {
  bool closed = false;
  bool intact() const { return findings.empty(); }
  // The chunks that are proven, ascending; and how many there are by the notes.
  std::vector<ChunkRecord> proven;
  std::uint32_t listed = 0;
  std::vector<Finding> findings;
  // What is no fault but worth saying: not closed, the last chunk was being written.
  std::vector<std::string> remarks;
};

// kDenied where the opening note is not `device`'s: then nothing about the recording is proven. kPermanent or
// kTransient where the folder cannot be read. `progress` is called with 0 to 1.
Result<Verification> verify(const Recording& recording, const note::Verifier& device,
                            const std::function<void(double)>& progress = {});

}  // namespace insyn::recording
