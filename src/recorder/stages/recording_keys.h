// The three keys that a recording's chunks are sealed to, each made for it alone: what they seal, this
// program cannot open.
#pragma once

#include <optional>
#include <span>

#include "agreement/agreement.h"
#include "recording/writer/recording_writer.h"
#include "seal/keys.h"

namespace insyn::recorder {

struct RecordingKeys {
  std::optional<seal::Recipient> pictures;  // R; nothing where no pictures are made
  std::optional<seal::Recipient> events;    // E; nothing where no events are kept
  seal::Recipient calls;                    // C
  recording::KeyFiles files;
};

// Makes R, E and C as they are needed, wraps R for both parties, E for the union and the insight key, C for
// the union, and all of them for each of `agent`, the agent's recipients ("age1…"), where agents may see what
// is kept of their own calls. The secret halves are forgotten. kDenied or kCorrupt where a recipient is not
// one, or where one of them would open R or E alone.
Result<RecordingKeys> make_recording_keys(const agreement::Agreement& agreement,
                                          const std::vector<std::string>& agent);

}  // namespace insyn::recorder
