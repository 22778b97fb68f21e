// The key files that are named on the command line. Secrets are wiped from every buffer that they pass.
#pragma once

#include "note/public_keys.h"
#include "os/file.h"
#include "seal/keys.h"

namespace insyn::enrolment {

// PREFIX.age. The error says so where the file is one of the other two.
Result<std::vector<seal::Identity>> read_identities(const Path& path);

// PREFIX.sign.
Result<note::Signer> read_signer(const Path& path);

// PREFIX.pub.
Result<note::PublicKeys> read_public_keys(const Path& path);

// The .pub of the workstation that makes recordings: kDenied where it is another role's.
Result<note::Verifier> read_device_pin(const Path& path);

}  // namespace insyn::enrolment
