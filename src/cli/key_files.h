// The key files that are named on the command line. Secrets are wiped from every buffer that they pass.
#pragma once

#include "agreement/party.h"
#include "base/file.h"
#include "seal/keys.h"

namespace insyn::cli {

// PREFIX.age. The error says so where the file is one of the other two.
Result<std::vector<seal::Identity>> read_identities(const Path& path);

// PREFIX.sign.
Result<agreement::NoteSigner> read_signer(const Path& path);

// PREFIX.pub.
Result<agreement::PublicKeys> read_public_keys(const Path& path);

// The .pub of the workstation that makes recordings: kDenied where it is another role's.
Result<agreement::NoteVerifier> read_device_pin(const Path& path);

}  // namespace insyn::cli
