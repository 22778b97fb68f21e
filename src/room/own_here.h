// An agent's own recordings in the spool of this computer, and what this computer says of calls that were not
// recorded.
#pragma once

#include "agreement/agreement.h"
#include "recording/format/end_statement.h"
#include "recording/store/recording.h"
#include "room/own_agent.h"

namespace insyn::room {

struct HereRecording {
  std::string id, kind, queue;
  std::string level;  // "full"
  std::vector<std::string> applications;
  Utc began{};
  std::chrono::sys_days kept_until{};
  std::optional<Utc> discard_until;  // nothing: the terms that it was made under are not here
  bool is_being_recorded = false;
  bool is_closed = false;  // neither: it was cut off
  bool has_pictures = false;
  bool is_discarded = false;    // here: nothing opens it any more
  bool is_unconfirmed = false;  // its discard lies in the link's outbox
  std::optional<recording::EndStatement> end;
};

// The newest first. None where the agent's name is not known.
Result<std::vector<HereRecording>> recordings_here(const OwnPlaces& places, const OwnAgent& agent);

// The recording `id` where it is here and this agent's, and what it takes to discard it.
Result<std::optional<recording::Recording>> recording_here(const OwnPlaces& places, const OwnAgent& agent,
                                                           const std::string& id);

// A call that the usage journals on this computer name as not recorded.
struct LeftOut {
  Utc time{};
  bool by_discard = false;  // else by the agreement's sample
};
struct LeftOutCalls {
  enum class State { kRead, kNone /* no journal is here */, kNotReadable };
  State state = State::kNone;
  std::vector<LeftOut> calls;  // since `since`, the newest first
};
LeftOutCalls calls_left_out(const OwnPlaces& places, const OwnAgent& agent, Utc since);

// What this computer was enrolled with, or what the link has brought in its place; verified with `pins`.
Result<agreement::Agreement> agreement_here(const OwnPlaces& places,
                                            const std::vector<note::PublicKeys>& pins);

}  // namespace insyn::room
