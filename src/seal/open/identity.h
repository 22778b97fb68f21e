// Reading and using what opens: age's secret keys.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// kCorrupt where the text is not an X25519 identity in capitals. The message never quotes the text, which is
// the caller's to wipe.
Result<Identity> parse_identity(std::string_view age_secret_key_1);

// The identities of a file as age-keygen writes it: one a line, with empty lines and "#" comments. kCorrupt
// where a line is something else, naming its number, or where there is none, or more than 64.
Result<std::vector<Identity>> parse_identity_file(std::string_view text);

// X25519 (RFC 7748) with the other side's 32-byte share. kCorrupt where the outcome is all zero, which only a
// share chosen to cheat brings about.
Result<SecretBytes> shared_secret(const Identity& identity, ByteView share);

}  // namespace insyn::seal
