#include "link/upload/reports.h"

#include <set>

#include "base/version.h"

namespace insyn::link {

Report report_of(const Standing& standing) {
  std::set<std::string> faults;
  if (standing.trouble) faults.insert(code_of(standing.trouble->obstacle));
  for (const RecordingTrouble& stuck : standing.stuck) faults.insert(code_of(stuck.trouble.obstacle));
  for (const CallsReach& calls : standing.calls)
    if (calls.reach == "nothing") faults.insert(kCallsFault);
  if (!standing.refused.empty()) faults.insert(kFeedFault);
  Report report;
  report.version = version();
  report.waiting = standing.waiting;
  for (const std::string& fault : faults)
    if (report.faults.size() < kMostFaults) report.faults.push_back(fault);
  return report;
}

std::string text_of(const Report& report) {
  // Versions and codes have nothing that JSON escapes.
  std::string faults;
  for (const std::string& one : report.faults)
    faults += fmt::format("{}\"{}\"", faults.empty() ? "" : ",", one);
  return fmt::format(R"({{"version":"{}","waiting":{},"faults":[{}]}})", report.version, report.waiting,
                     faults);
}

void Reports::turn(const Standing& standing) {
  const Mono now = clock_.mono();
  const Report report = report_of(standing);
  const bool changed = report.faults != told_ && now >= not_before_;
  if (now < next_ && !changed) return;
  const bool sent = centre_.report(text_of(report)).has_value();
  if (sent) told_ = report.faults;
  not_before_ =
      now + (sent ? std::chrono::milliseconds(kAfterAFault) : std::chrono::milliseconds(kAfterAFailure));
  next_ = now + (sent ? std::chrono::milliseconds(kEvery) : std::chrono::milliseconds(kAfterAFailure));
}

}  // namespace insyn::link
