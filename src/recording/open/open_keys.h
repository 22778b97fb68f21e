// From the keys that somebody has to one of a recording's own three.
#pragma once

#include <span>

#include "recording/format/call_statements.h"
#include "recording/format/end_statement.h"
#include "recording/store/recording.h"
#include "seal/keys.h"

namespace insyn::recording {

enum class OwnKey {
  kPictures,  // R: both parties together; the agent
  kEvents,    // E: the union and the insight key's holder together; the agent
  kCalls,     // C: the union; the agent
};

// Whether this recording has anything that such a key opens.
bool has_any_for(const Opening& opening, OwnKey which);

// That key of `recording`, by whatever `keys` can do: one of them may be it, may be the agent's, or they may
// be both parties'. In a peeled recording the request key stands for the union's. kDenied says what none of
// them opens, and what would; kCorrupt where a key file is damaged or another recording's.
Result<seal::Identity> open_own_key(const Recording& recording, OwnKey which,
                                    std::span<const seal::Identity> keys);

// The end statement, opened with C. Nothing where there is none: the recording was never closed.
Result<std::optional<EndStatement>> read_end(const Recording& recording, const seal::Identity& calls);

// What call sources have said of the call, opened with C: their notes in the order in which they came. Empty
// where nothing was said, as of a call that was begun by hand.
Result<std::vector<std::string>> read_statements(const Recording& recording, const seal::Identity& calls);

// All events, opened with E, as one CSV without its head. kCorrupt where a chunk is not what the recording
// lists, or holds no events.
Result<std::string> read_events(const Recording& recording, const seal::Identity& events);

}  // namespace insyn::recording
