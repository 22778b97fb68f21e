#include "cli/verbs/centre_report.h"

#include "centre/handing_in.h"
#include "cli/verbs/signed_in.h"
#include "enrolment/key_files.h"

namespace insyn::cli {

Status hand_in_report(const HandInOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const centre::ReportToHandIn report, centre::read_report(options.report, signer));
  TRY_ASSIGN(centre::Client client, signed_in_client(clock));
  TRY_ASSIGN(const std::string id, client.hand_in_report(report.report, report.note, report.examples));
  console.result(id);
  console.say("the centre has the report, and shows it to everybody there");
  return {};
}

}  // namespace insyn::cli
