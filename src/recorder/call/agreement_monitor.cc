#include "recorder/call/agreement_monitor.h"

namespace insyn::recorder {
namespace {

constexpr std::size_t kLargestNote = std::size_t{1} << 20;

}  // namespace

bool AgreementMonitor::file_is_the_same() {
  const Result<FileStamp> stamp = stamp_of(file_.path);
  if (!stamp) return false;
  if (stamp_ == *stamp) return true;
  const Result<Bytes> note = read_file(file_.path, kLargestNote);
  if (!note || sha256(*note) != file_.sha256) return false;
  // The stamp from before the read: a change since then makes it differ, and the file is read again.
  stamp_ = *stamp;
  return true;
}

std::optional<AgreementMonitor::Problem> AgreementMonitor::problem() {
  replaced_ = replaced_ || !file_is_the_same();
  if (replaced_) return Problem{recording::EndReason::kAgreementEnded, reason::AgreementGone{}};
  if (std::optional<reason::Reason> problem = clock_.problem()) {
    return Problem{recording::EndReason::kClockSetBack, *std::move(problem)};
  }
  return std::nullopt;
}

}  // namespace insyn::recorder
