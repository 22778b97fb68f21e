// The note that the device signs when a recording ends: how it ended, what was kept, and every chunk. Lines
// of "key value" in a fixed order; docs/recording.md describes them byte for byte.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "reason/end_reason.h"
#include "recording/format/balance.h"
#include "recording/format/chunk_record.h"

namespace insyn::recording {

using reason::EndReason;

struct Closing {
  std::string id;
  Utc end{};
  std::chrono::milliseconds duration{0};
  EndReason reason = EndReason::kStopped;
  Balance balance;                  // unknown, and not written, where the reason is kRecorderLost
  std::vector<ChunkRecord> chunks;  // 0, 1, 2 …
  bool operator==(const Closing&) const = default;
};

std::string text_of(const Closing& closing);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Closing> parse_closing(std::string_view text);

}  // namespace insyn::recording
