// Takes the union's layer off a recording's key, for one request: what is signed by it says what was
// verified.
#pragma once

#include "note/key.h"
#include "recording/format/peel_note.h"
#include "recording/verify/verify.h"
#include "seal/keys.h"

namespace insyn::recording {

// What is handed out, and to whose request key.
struct PeelFor {
  PeelKind kind = PeelKind::kPictures;
  seal::Recipient request;
  std::string request_name;  // as its .pub says
};

struct Peeled {
  Peel peel;
  std::string note;  // peel.note, signed
  Bytes key;         // the key file, as sealed to the request key
};

// Of the chunks those that are handed out with a kind.
std::vector<ChunkRecord> handed_out(const std::vector<ChunkRecord>& all, PeelKind kind);

// That a recording may be peeled which was verified as `verification` says: it has the key file, and no fault
// but in chunks. kDenied or kCorrupt where it may not.
Status check_may_be_peeled(const Contents& recording, const Verification& verification, PeelKind kind);

// `files` are the very bytes that were verified. kDenied where none of `union_keys` opens the outer layer;
// kPermanent where the request's name cannot stand in a note.
Result<Peeled> peel(const Contents& recording, const RecordingFiles& files, const Verification& verification,
                    const PeelFor& request, std::span<const seal::Identity> union_keys,
                    const note::Signer& signer, Utc now);

}  // namespace insyn::recording
