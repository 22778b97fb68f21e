#include "enrolment/enrolment.h"

#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"

namespace insyn::enrolment {

Result<Enrolment> read_enrolment(const EnrolmentFiles& files) {
  FilesRead read;
  TRY_ASSIGN(agreement::Agreement agreement, read_agreement(files.agreement, files.pins, &read));
  TRY(read.remember_secret(files.device));
  std::string agent;
  if (files.agent) {
    TRY_ASSIGN(agent, read_agent_recipient(*files.agent, &read));
  }
  for (const Path& path : files.missing) read.is_missing(path);
  return Enrolment{std::move(agreement), std::move(agent), read.contents()};
}

}  // namespace insyn::enrolment
