// What can be said of a recording without opening it, from its bytes alone: that its device made it and that
// every chunk is there and unchanged, or, without the device's key, that its chunks are those that it lists.
// Findings are codes with parameters; words/verification.h has the sentences.
#pragma once

#include <functional>

#include "note/key.h"
#include "recording/format/contents.h"

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
  std::string file{};                 // of the recording
  std::string other{};                // kSwapped: the file whose content it holds
  std::uint64_t length = 0;           // kCutShort, kTooLong: its length,
  std::uint64_t listed_length = 0;    // and the one that is listed
  bool of_another_recording = false;  // kNotOfTheDevice: the note closes another recording
  std::string problem{};              // where reading or checking the file failed: how
};

struct Remark {
  enum class Kind {
    kNotClosed,
    kJournalTorn,   // the journal's last line was being written when the recorder ended
    kBeingWritten,  // `file`, the journal's last chunk, was
    kStrange,       // `file` is not a recording's
  };
  Kind kind = Kind::kNotClosed;
  std::string file;
};

struct Verification {
  bool closed = false;
  bool intact() const { return findings.empty(); }
  // The chunks that are proven (without a device key: as listed), ascending; and how many are listed.
  std::vector<ChunkRecord> proven;
  std::uint32_t listed = 0;
  std::vector<Finding> findings;
  std::vector<Remark> remarks;  // what is no fault but worth saying
};

using Progress = std::function<void(double)>;  // from 0 to 1

// kDenied where the opening note is not `device`'s: then nothing about the recording is proven.
Result<Verification> verify(const Contents& recording, const RecordingFiles& files,
                            const note::Verifier& device, const Progress& progress = {});

// The same without the device's key: no signature is checked. It finds what an accident does and proves
// nothing, since whoever may write in the recording could have made up lists and chunks: the recording's
// public key is all that sealing takes. Whether key.age is there is not looked at.
Verification verify_unsigned(const Contents& recording, const RecordingFiles& files,
                             const Progress& progress = {});

}  // namespace insyn::recording
