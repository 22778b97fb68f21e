#include "recording/store/spool_usage.h"

#include "recording/store/recording.h"

namespace insyn::recording {

Result<agreement::Usage> SpoolUsage::since(Utc begin) const {
  TRY_ASSIGN(SpoolListing listing, list_recordings(spool_));
  agreement::Usage usage;
  usage.problems = std::move(listing.problems);
  for (const Recording& recording : listing.recordings) {
    const Opening& opening = recording.opening;
    if (opening.start < begin) continue;
    usage.calls.push_back({opening.start, opening.agent, opening.workstation, opening.agreement_hash});
  }
  return usage;
}

}  // namespace insyn::recording
