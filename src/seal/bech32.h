// Bech32 (BIP 173) as age writes its keys: the same alphabet and checksum, without BIP 173's limit of 90
// characters.
#pragma once

#include "base/secret.h"

namespace insyn::seal {

// Longer texts are refused. An age identity has 74 characters.
inline constexpr std::size_t kLongestBech32 = 256;

// `prefix`, "1", `data` and the checksum. A `prefix` in capitals makes the whole text capitals.
std::string bech32_encode(std::string_view prefix, ByteView data);

// The data of a text that starts with exactly `prefix` and is written in the same case throughout.
// kCorrupt otherwise; messages never quote the text, which may be a secret.
Result<SecretBytes> bech32_decode(std::string_view text, std::string_view prefix);

}  // namespace insyn::seal
