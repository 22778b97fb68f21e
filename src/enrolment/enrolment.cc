#include "enrolment/enrolment.h"

#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"

namespace insyn::enrolment {

Result<Enrolment> read_enrolment(const EnrolmentFiles& files) {
  TRY_ASSIGN(AgreementFile read, read_agreement_file(files.agreement, files.pins));
  TRY_ASSIGN(note::Signer device, read_signer(files.device));
  std::string agent;
  if (files.agent) {
    TRY_ASSIGN(agent, read_agent_recipient(*files.agent));
  }
  return Enrolment{std::move(read.agreement), std::move(device), std::move(agent), read.note_hash};
}

}  // namespace insyn::enrolment
