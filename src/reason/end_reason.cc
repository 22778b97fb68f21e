#include "reason/end_reason.h"

namespace insyn::reason {

const char* code_of(EndReason reason) {
  switch (reason) {
    case EndReason::kStopped:
      return "stopped";
    case EndReason::kTimeIsUp:
      return "time-is-up";
    case EndReason::kLongestCall:
      return "longest-call";
    case EndReason::kAgreementEnded:
      return "agreement-ended";
    case EndReason::kDisplayLost:
      return "display-lost";
    case EndReason::kDiskFull:
      return "disk-full";
    case EndReason::kCallEnded:
      return "call-ended";
    case EndReason::kCallLost:
      return "call-lost";
    case EndReason::kClockSetBack:
      return "clock-set-back";
    case EndReason::kComputerSlept:
      return "computer-slept";
    case EndReason::kFault:
      return "fault";
  }
  return "unknown";
}

std::optional<EndReason> end_reason_of(std::string_view code) {
  for (int number = 0; number <= static_cast<int>(EndReason::kFault); ++number) {
    const auto reason = static_cast<EndReason>(number);
    if (code == code_of(reason)) return reason;
  }
  return std::nullopt;
}

}  // namespace insyn::reason
