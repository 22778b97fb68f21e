// What can be said of a recording without opening it, from its bytes alone. Whoever may know whose it is goes
// by the device's certificate; a reviewer by the note that the union signed when it peeled; and without any
// key only what the recording says of itself is compared.
// Findings are codes with parameters; words/verification.h has the sentences.
#pragma once

#include <functional>

#include "note/key.h"
#include "recording/format/contents.h"

namespace insyn::recording {

enum class Fault {
  kMissing,       // listed, and not there
  kCutShort,      // shorter than listed
  kTooLong,       // longer than listed
  kChanged,       // of the right length, with other content
  kSwapped,       // the content of another chunk of this recording
  kForeign,       // not listed at all
  kUnreadable,    // there, and not to be read
  kNotOfItsKey,   // a note or the journal is not signed with the recording's key for this recording
  kKeyMissing,    // a key file
  kKeyExchanged,  // a key file is not the one that the recording was begun with
};
const char* name_of(Fault fault);  // "missing", "cut-short" and so on

struct Finding {
  Fault fault = Fault::kMissing;
  std::string file{};                 // of the recording
  std::string other{};                // kSwapped: the file whose content it holds
  std::uint64_t length = 0;           // kCutShort, kTooLong: its length,
  std::uint64_t listed_length = 0;    // and the one that is listed
  bool of_another_recording = false;  // kNotOfItsKey: the note closes another recording
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
  // The chunks that are proven (without a key: as listed), ascending; and how many are listed. What a peel
  // does not hand out is neither.
  std::vector<ChunkRecord> proven;
  std::uint32_t listed = 0;
  std::vector<Finding> findings;
  std::vector<Remark> remarks;  // what is no fault but worth saying
};

using Progress = std::function<void(double)>;  // from 0 to 1

// By the certificate that `device` signed. kDenied where there is none, or where the opening note is not that
// of the key that it certifies: then nothing about the recording is proven.
Result<Verification> verify(const Contents& recording, const RecordingFiles& files,
                            const note::Verifier& device, const Progress& progress = {});

// By the peel note that `union_key` signed. kDenied where there is none, or where it is about other notes:
// then nothing about the recording is proven.
Result<Verification> verify_peeled(const Contents& recording, const RecordingFiles& files,
                                   const note::Verifier& union_key, const Progress& progress = {});

// The recording's own key, as these two take it: certified by `device` and peeled by `union_key`. The opening
// note is signed with it. kDenied as there.
Result<note::Verifier> certified_key(const Contents& recording, const RecordingFiles& files,
                                     const note::Verifier& device);
Result<note::Verifier> peeled_key(const Contents& recording, const RecordingFiles& files,
                                  const note::Verifier& union_key);

// Without a key of anybody's: notes and journal are compared with the key that the opening note states. It
// finds what an accident does and proves nothing, since whoever may write in the recording could have made up
// all of it. Whether the key files are there is not looked at.
Verification verify_unsigned(const Contents& recording, const RecordingFiles& files,
                             const Progress& progress = {});

}  // namespace insyn::recording
