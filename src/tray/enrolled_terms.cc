#include "tray/enrolled_terms.h"

#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"
#include "os/process.h"

namespace insyn::tray {

Result<agreement::Agreement> agreement_in(const Path& enrolment) {
  const enrolment::EnrolmentFiles files = enrolment::files_in(enrolment, {});
  return enrolment::read_agreement(files.agreement, files.pins);
}

bool has_centre(const Path& enrolment) {
  const auto agreement = agreement_in(enrolment);
  return agreement && agreement->terms().ledger;
}

std::vector<FileIdentity> agreed_programs_in(const Path& enrolment) {
  std::vector<FileIdentity> programs;
  const auto agreement = agreement_in(enrolment);
  if (!agreement) return programs;
  for (const agreement::Application& one : agreement->terms().applications) {
    if (one.exe.empty()) continue;
    if (const auto program = identity_of_file(one.exe)) programs.push_back(*program);
  }
  return programs;
}

}  // namespace insyn::tray
