// What a blob may be called: nothing that leads out of the vault's folder or bucket.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn::server {

// Not empty, at most 512 bytes, as vault.h says.
bool is_blob_name(std::string_view name);
// kDenied where it is none.
Status check_blob_name(std::string_view name);

// What the blob of a recording's chunks is called, by the recording's id.
std::string chunks_blob_of(const std::string& recording);
// The same of the audio beside it.
std::string audio_blob_of(const std::string& recording);

}  // namespace insyn::server
