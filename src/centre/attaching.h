// Attaching audio to the recordings of a call. What the centre says of them is believed only where the device
// has signed it: a server that named a key of its own would be given the audio of the call.
#pragma once

#include <functional>

#include "agreement/agreement.h"
#include "note/key.h"
#include "recording/format/audio_note.h"
#include "seal/keys.h"

namespace insyn::centre {

// A recording of a call, as the server tells of it.
struct OfferedRecording {
  std::string id;
  std::string certificate, opening;  // notes
  bool has_audio = false;
};

// What is needed of the centre.
class AudioCentre {
 public:
  virtual ~AudioCentre() = default;
  virtual Result<std::vector<OfferedRecording>> recordings_of_call(const std::string& call) = 0;
  // The signed note of a version of the roster, by the hash of its text.
  virtual Result<std::string> roster(const Digest& hash) = 0;
  virtual Status attach(const std::string& recording, const std::string& note, const Bytes& sealed) = 0;
};

// Who attaches what.
struct AttachBy {
  const agreement::Agreement& agreement;  // the importer's own copy
  const note::Signer& importer;
  const Clock& clock;
};
struct Audio {
  std::string call;
  Utc began{};  // the file's first sample
  recording::AudioSides sides = recording::AudioSides::kCustomer;
  std::vector<recording::AudioCut> cuts;  // of the call, counted from `began`
};

// kDenied where the agreement does not vouch for the importer or does not allow these voices. kCorrupt where
// the cuts are not in order.
Status check_may_attach(const AttachBy& by, const Audio& audio);

// What of a recording is proven by its device's signature.
struct ProvenRecording {
  std::string id;
  Utc begin{};
  seal::Recipient recipient;  // R
  Digest opening_hash{};
};
// By the agreement and the roster that the parties have signed. kDenied, with the reason, where something is
// not what the device has signed, or it is of another call or agreement, or has no pictures.
Result<ProvenRecording> prove_recording(const AttachBy& by, const std::string& call,
                                        const OfferedRecording& offered, const std::string& roster_note);

// What is made of the file: without its first `skip_ms`, and `most_ms` of it after that.
struct ConvertedAudio {
  std::uint64_t duration_ms = 0;
  Bytes contents;  // audio/contents; the caller wipes it
};
using Convert = std::function<Result<ConvertedAudio>(std::uint64_t skip_ms, std::uint64_t most_ms)>;

struct AttachedAudio {
  std::string recording;
  Status status;        // why not
  bool before = false;  // it was there already: nothing was done
};
// To each recording of the call by itself. kPermanent where there is none. Nothing is sealed or sent for one
// that is not proven.
Result<std::vector<AttachedAudio>> attach_audio(const AttachBy& by, const Audio& audio, AudioCentre& centre,
                                                const Convert& convert);

}  // namespace insyn::centre
