// insyn enrol: installs the files that a workstation needs to record.
#pragma once

#include "cli/console.h"
#include "enrolment/enrolled.h"

namespace insyn::cli {

struct EnrolOptions {
  enrolment::EnrolmentFiles files;  // without a spool
  std::optional<std::string>
      signer;  // the user who has the device's key; nothing: insyn-signer, where there is one
  std::optional<Path> journal;  // the folder of usage journals; nothing: the usual one, for the usual `to`
  Path to = enrolment::kEnrolmentFolder;
};

// Checks everything first. Running it again replaces the files; a running recorder then ends, and the next
// one reads them. Prints the folder.
Status enrol(const EnrolOptions& options, Console& console);

}  // namespace insyn::cli
