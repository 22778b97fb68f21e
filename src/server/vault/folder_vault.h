// A vault in a folder: a file for each blob.
#pragma once

#include "base/path.h"
#include "server/vault/vault.h"

namespace insyn::server {

// `folder` exists and is this server's alone.
std::unique_ptr<Vault> folder_vault(const Path& folder);

}  // namespace insyn::server
