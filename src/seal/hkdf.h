// HKDF-SHA-256 (RFC 5869), of which age only ever takes the first 32 bytes.
#pragma once

#include "base/secret.h"

namespace insyn::seal {

SecretBytes hkdf_sha256(ByteView key_material, ByteView salt, std::string_view info);

}  // namespace insyn::seal
