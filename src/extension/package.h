// The browser's extension as it is installed: Insyn's scripts, and what one agreement lets them do.
#pragma once

#include "extension/crx.h"
#include "extension/manifest.h"
#include "extension/zip.h"

namespace insyn::extension {

// The archive of `scripts` for the agreement. kDenied where the agreement has no web application or does not
// say who signs the extension; kPermanent where a script has the name of a file that is made here, or the
// release is malformed.
Result<Bytes> build_package(const agreement::Agreement& agreement, const Release& release,
                            std::vector<PackedFile> scripts);

// What is known of a package after it was compared with what its agreement gives.
struct PackageReport {
  std::string id;                    // by what the browser knows it
  Digest hash;                       // SHA-256 of the archive
  Release release;                   // as its manifest states it
  bool is_signed_by_agreed = false;  // by the key that the agreement names
  bool is_confined = false;          // its manifest is byte for byte the one that the agreement gives
  bool has_agreed_rules = false;     // the same of its rules
  // Names of scripts that are not those of this version of Insyn, are missing or are none of its.
  std::vector<std::string> changed, missing, added;

  // It is what build_package() makes of the agreement and `scripts`, signed by the agreed key.
  bool is_agreed() const {
    return is_signed_by_agreed && is_confined && has_agreed_rules && changed.empty() && missing.empty() &&
           added.empty();
  }
};

// Of a CRX from anywhere. `scripts` are those of the Insyn that checks. An error where it cannot be read or
// its signature does not hold.
Result<PackageReport> check_package(ByteView crx, const agreement::Agreement& agreement,
                                    const std::vector<PackedFile>& scripts);

}  // namespace insyn::extension
