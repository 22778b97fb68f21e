// insyn agreement sign.
#pragma once

#include <optional>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct AgreementSignOptions {
  Path file;
  Path key;                 // PREFIX.sign
  std::optional<Path> out;  // without it `file` itself becomes the note
};

// Adds a signature to terms, or to a note of them. kCorrupt, with the line, where the terms are not valid:
// what a recorder would refuse is not signed.
Status agreement_sign(const AgreementSignOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
