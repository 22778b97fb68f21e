// Cosignatures: what a witness puts beside a ledger's own signature on a checkpoint
// (https://c2sp.org/tlog-cosignature, cosignature/v1). It says that at that time this was the largest tree
// the witness had seen of this ledger, and that it had grown from all it had seen before.
#pragma once

#include <chrono>
#include <optional>

#include "note/signature_line.h"

namespace insyn::ledger {

// The first four bytes, big-endian, of SHA-256(name ‖ 0A ‖ 04 ‖ public key): another than the same key has as
// a signer of notes, so that the one is never taken for the other.
std::uint32_t cosigner_id(const note::Verifier& witness);
// The key as other programs take it: "<name>+<cosigner id, 8 hex digits>+<base64(04 ‖ public key)>".
std::string cosigner_text(const note::Verifier& witness);

// `checkpoint` is the note's text. `time` is later than 1970 began.
note::Signature cosign(std::string_view checkpoint, std::chrono::sys_seconds time,
                       const note::Signer& witness);

// When `witness` has cosigned it; where more than once, the last time. Nothing where it has not. kDenied
// where a cosignature names this witness and does not fit, or states a time that is none.
Result<std::optional<std::chrono::sys_seconds>> cosigned_at(const note::Note& checkpoint,
                                                            const note::Verifier& witness);

}  // namespace insyn::ledger
