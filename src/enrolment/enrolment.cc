#include "enrolment/enrolment.h"

#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"

namespace insyn::enrolment {

Result<Enrolment> read_enrolment(const EnrolmentFiles& files) {
  FilesRead read;
  TRY_ASSIGN(agreement::Agreement agreement, read_agreement(files.agreement, files.pins, &read));
  TRY_ASSIGN(note::Signer device, read_signer(files.device, &read));
  std::string agent;
  if (files.agent) {
    TRY_ASSIGN(agent, read_agent_recipient(*files.agent, &read));
  }
  for (const Path& path : files.missing) read.is_missing(path);
  return Enrolment{std::move(agreement), std::move(device), std::move(agent), read.contents()};
}

}  // namespace insyn::enrolment
