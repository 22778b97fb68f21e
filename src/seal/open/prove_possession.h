// The proof that check_possession() checks, made by whoever has the key.
#pragma once

#include "seal/possession.h"

namespace insyn::seal {

// kProofSize bytes. Another one each time.
Bytes prove_possession(const Identity& identity, std::string_view statement);

}  // namespace insyn::seal
