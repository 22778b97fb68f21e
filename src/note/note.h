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

// kCorrupt where `text` cannot be signed as a note: longer than 1 MiB, not UTF-8, a control character other
// than newline, empty, or no newline at its end.
Status check_signable(std::string_view text);

// Splits a note, without verifying signatures. kCorrupt where it is not a note, is longer than 1 MiB, or has
// more than 100 signatures.
Result<Note> parse(std::string_view note);

// The note of `text`, which has passed check_signable, with one signature.
std::string sign(std::string_view text, const Signer& signer);

// `note` with another signature. kCorrupt where it is not a note, kDenied where this key has signed it
// before, kFull where it is too long for another signature.
Result<std::string> add_signature(std::string_view note, const Signer& signer);

// Whether a text has a line that begins as a signature does.
bool has_signature_line(std::string_view text);

// Signs `file`, which may be a text or already a note: sign() or add_signature(). A text with a signature
// line that is not a valid note is refused, and not signed as a text.
Result<std::string> sign_or_add_signature(std::string_view file, const Signer& signer);

// True where the signature names this key. It may still be wrong.
bool is_by(const Signature& signature, const Verifier& verifier);

// True where the signature is by this key over exactly this text.
bool signature_fits(std::string_view text, const Signature& signature, const Verifier& verifier);

// Whether `verifier` has signed. kDenied where a signature names this key and does not fit.
Result<bool> is_signed_by(const Note& note, const Verifier& verifier);

// The ascending indices of the `verifiers` that have signed; signatures by other keys are ignored. kDenied
// where a signature by a known key is wrong, where none of the keys has signed, or where two of them have the
// same name and id. The caller must check that all the signatures it needs are among them.
Result<std::vector<std::size_t>> verify(const Note& note, std::span<const Verifier> verifiers);

}  // namespace insyn::note
