// When and why a recording ended, and what of it was kept and withheld: the last chunk, of calls, sealed to
// the key that the union and the agent have and reviewers do not. Lines of "key value" in a fixed order;
// docs/recording.md describes them byte for byte.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "reason/end_reason.h"
#include "recording/format/balance.h"

namespace insyn::recording {

using reason::EndReason;

struct EndStatement {
  std::string id;  // of the recording
  Utc end{};
  std::chrono::microseconds end_mono{0};  // by the workstation's monotonic clock
  std::chrono::milliseconds duration{0};  // by the same
  EndReason reason = EndReason::kStopped;
  Balance balance;
  bool operator==(const EndStatement&) const = default;
};

std::string text_of(const EndStatement& end);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<EndStatement> parse_end(std::string_view text);

// The share of the pixels that was withheld, in steps of ten, rounded; nothing where there were none. A time
// in which nothing was kept, as in a pause, counts no pixels.
std::optional<int> withheld_percent(const Balance& balance);

}  // namespace insyn::recording
