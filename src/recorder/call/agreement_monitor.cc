#include "recorder/call/agreement_monitor.h"

namespace insyn::recorder {

std::optional<AgreementMonitor::Problem> AgreementMonitor::problem() {
  if (!changed_) {
    if (const Path* file = files_.changed()) {
      changed_ = *file == agreement_ ? reason::Reason(reason::AgreementGone{})
                                     : reason::Reason(reason::EnrolmentChanged{file->string()});
    }
  }
  if (ended_) {
    if (std::optional<reason::Reason> why = ended_()) {
      return Problem{recording::EndReason::kAgreementEnded, *std::move(why)};
    }
  }
  if (changed_) return Problem{recording::EndReason::kAgreementEnded, *changed_};
  if (std::optional<reason::Reason> problem = clock_.problem()) {
    return Problem{recording::EndReason::kClockSetBack, *std::move(problem)};
  }
  return std::nullopt;
}

std::optional<reason::Reason> AgreementMonitor::enough(const std::string& kind) const {
  if (!enough_ || !enough_(kind)) return std::nullopt;
  return reason::Reason(reason::EnoughOfKind{kind});
}

}  // namespace insyn::recorder
