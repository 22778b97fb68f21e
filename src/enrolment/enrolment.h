// What a workstation is given before it may record: agreement, pins, its own key, the agent's key, a spool.
#pragma once

#include <optional>
#include <vector>

#include "agreement/agreement.h"
#include "os/watched_files.h"

namespace insyn::enrolment {

struct EnrolmentFiles {
  Path agreement;
  std::vector<Path> pins;  // two .pub files
  Path device;             // the device's .sign file
  Path spool;
  std::optional<Path> agent;       // the agent's .pub file
  std::vector<Path> missing = {};  // what an enrolment may have and this one has not
};

struct Enrolment {
  agreement::Agreement agreement;
  std::string agent;  // "age1…", or empty
  // All that it was read from, so that a change ends what is recorded under it: the agreement's file first.
  // Whatever else an enrolment gets is read through FilesRead too.
  std::vector<FileContent> files;
};

// kDenied where the agreement is not signed by both parties, or where a key is another role's. The device's
// key is watched and not read: it is the signer's.
Result<Enrolment> read_enrolment(const EnrolmentFiles& files);

}  // namespace insyn::enrolment
