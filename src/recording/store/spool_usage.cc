#include "recording/store/spool_usage.h"

#include "recording/store/recording.h"

namespace insyn::recording {

Result<agreement::Usage> SpoolUsage::since(Utc begin) const {
  TRY_ASSIGN(SpoolListing listing, list_recordings(spool_));
  agreement::Usage usage;
  usage.problems = std::move(listing.problems);
  for (const Recording& recording : listing.recordings) {
    if (!recording.certificate) {
      usage.problems.push_back(
          fmt::format("{}: it has no certificate that says whose it is", recording.folder.string()));
      continue;
    }
    const Certificate& certificate = *recording.certificate;
    if (certificate.begin < begin) continue;
    usage.calls.push_back(
        {certificate.begin, certificate.agent, certificate.device, certificate.agreement_hash});
  }
  for (const OldRecording& old : listing.old) {
    if (old.start >= begin)
      usage.calls.push_back({old.start, old.agent, old.workstation, old.agreement_hash});
  }
  return usage;
}

}  // namespace insyn::recording
