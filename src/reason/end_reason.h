// Why a recording ended.
#pragma once

#include <optional>
#include <string_view>

namespace insyn::reason {

enum class EndReason {
  kStopped,         // the person or the system asked the recorder to end
  kTimeIsUp,        // as long as was asked for
  kLongestCall,     // max_minutes of the agreement
  kAgreementEnded,  // not_after, or the agreed hours
  kDisplayLost,
  kDiskFull,
  kCallEnded,      // and the time after it that the agreement allows
  kCallLost,       // the call source is gone
  kClockSetBack,   // the clock that the agreement is counted by
  kComputerSlept,  // nobody can tell what went on meanwhile
  kFault,          // anything else that kept the recorder from going on
};
// The code in the end statement (docs/recording.md), one word in lower case: "stopped", "time-is-up" and so
// on.
const char* code_of(EndReason reason);
std::optional<EndReason> end_reason_of(std::string_view code);

}  // namespace insyn::reason
