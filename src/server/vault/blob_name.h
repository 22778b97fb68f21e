// What a blob may be called: nothing that leads out of the vault's folder or bucket.
#pragma once

#include <string_view>

#include "base/result.h"

namespace insyn::server {

// Not empty, at most 512 bytes, as vault.h says.
bool is_blob_name(std::string_view name);
// kDenied where it is none.
Status check_blob_name(std::string_view name);

}  // namespace insyn::server
