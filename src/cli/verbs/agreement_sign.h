// insyn agreement sign.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct AgreementSignOptions {
  Path file;
  Path key;                 // PREFIX.sign
  std::optional<Path> out;  // without it `file` itself becomes the note
  std::vector<Path>
      pins;          // none, or every party's .pub: then whom it seals to is checked before it is signed
  bool yes = false;  // do not ask
};

// Shows who could open what is recorded under the terms, asks on a terminal, and adds a signature to terms,
// or to a note of them. kCorrupt, with the line, where the terms are not valid: what a recorder would refuse
// is not signed.
Status agreement_sign(const AgreementSignOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
