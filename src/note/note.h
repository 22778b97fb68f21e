// Signed notes as C2SP defines them (https://c2sp.org/signed-note): a text, a blank line, and one line
// "— <name> <base64(key id ‖ signature)>" per signature.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "note/key.h"

namespace insyn::note {

inline constexpr std::size_t kMostSignatures = 100;

struct Signature {
  std::string name;
  std::uint32_t id = 0;
  Bytes signature;  // without the key id; 64 bytes where the key is an Ed25519 one
};

struct Note {
  std::string text;  // what is signed, with its last newline
  std::vector<Signature> signatures;
};

// kCorrupt where `text` cannot be a note's: longer than 1 MiB, not UTF-8, a control character other than
// newline, empty, or no newline at its end.
Status check_signable(std::string_view text);

// Splits a note, and verifies nothing. kCorrupt where it is not one, is longer than 1 MiB, or has more than
// 100 signatures.
Result<Note> parse(std::string_view note);

// The note of `text`, which has passed check_signable, with one signature.
std::string sign(std::string_view text, const Signer& signer);

// `note` with one signature more. kCorrupt where it is not a note, kDenied where this key has signed it
// before, kFull where there is no room for another signature.
Result<std::string> add_signature(std::string_view note, const Signer& signer);

// For a file that may be a bare text or a note already: sign or add_signature, whichever fits. A text
// with a signature line that is no valid note is refused rather than signed as a text.
Result<std::string> sign_or_add_signature(std::string_view file, const Signer& signer);

// True where the signature names this key; it may still be false.
bool is_by(const Signature& signature, const Verifier& verifier);

// True where the signature is by this key over exactly this text.
bool signature_fits(std::string_view text, const Signature& signature, const Verifier& verifier);

// Whether `verifier` has signed. kDenied where a signature names this key and does not fit.
Result<bool> is_signed_by(const Note& note, const Verifier& verifier);

// The indices, ascending, of the `verifiers` that have signed; signatures by other keys are passed over.
// kDenied where a signature by a known key does not fit, where none of the keys has signed, or where two of
// them have the same name and id. It is for the caller to demand all the signatures that it needs.
Result<std::vector<std::size_t>> verify(const Note& note, std::span<const Verifier> verifiers);

}  // namespace insyn::note
