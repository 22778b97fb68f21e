#include "recorder/call/standing.h"

namespace insyn::recorder {
namespace {

constexpr std::size_t kLargestNote = std::size_t{1} << 20;

}  // namespace

bool Standing::file_is_the_same() {
  const Result<FileStamp> stamp = stamp_of(file_.path);
  if (!stamp) return false;
  if (stamp_ == *stamp) return true;
  const Result<Bytes> note = read_file(file_.path, kLargestNote);
  if (!note || sha256(*note) != file_.sha256) return false;
  // That from before it was read: what happened to it since makes it be read again.
  stamp_ = *stamp;
  return true;
}

std::optional<Standing::Objection> Standing::objection() {
  gone_ = gone_ || !file_is_the_same();
  if (gone_) return Objection{recording::EndReason::kAgreementEnded, reason::AgreementGone{}};
  if (std::optional<reason::Reason> problem = clock_.problem()) {
    return Objection{recording::EndReason::kClockSetBack, *std::move(problem)};
  }
  return std::nullopt;
}

}  // namespace insyn::recorder
