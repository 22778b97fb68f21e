// The note that the device signs when a recording begins. Lines of "key value" in a fixed order;
// docs/recording.md describes them byte for byte.
#pragma once

#include <string>
#include <vector>

#include "agreement/terms.h"
#include "base/clock.h"
#include "base/sha256.h"

namespace insyn::recording {

struct Opening {
  std::string id;
  std::string agreement_id;
  Digest agreement_hash{};
  std::string recipient;    // "age1…", the recording's own; empty where no pictures are made
  std::string workstation;  // the device's name
  std::string call;
  std::string kind;                       // question kind; may be empty
  std::string agent;                      // "age1…" where the agent has a key; may be empty
  std::vector<std::string> applications;  // by the agreement's names, at least one
  agreement::Level level = agreement::Level::kFull;
  Utc start{};
  std::chrono::microseconds start_mono{0};  // of the workstation's monotonic clock
  int retention_days = 0;                   // as agreed; counted from the start
  bool operator==(const Opening&) const = default;
};

std::string text_of(const Opening& opening);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Opening> parse_opening(std::string_view text);

}  // namespace insyn::recording
