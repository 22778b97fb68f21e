// How a report that insyn report has made gets to a centre.
#pragma once

#include "centre/client.h"
#include "note/key.h"

namespace insyn::centre {

struct ReportToHandIn {
  std::string id;      // by which the centre calls it
  std::string report;  // the bytes of report.json
  std::string note;    // register.note, signed by the insight key too
  Bytes examples;      // examples.age; empty where no friction was reported
};

// What lies in `folder`, which stays as it is. `signer`: the insight key, or the party's that vouches for it.
Result<ReportToHandIn> read_report(const Path& folder, const note::Signer& signer);

}  // namespace insyn::centre
