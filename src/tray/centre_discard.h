// A discard that goes beyond this computer: recordings are sent to a centre, and are shredded there too by
// what the agent has signed.
#pragma once

#include "tray/agent_key.h"

namespace insyn::tray {

struct DiscardPlaces {
  Path spool;
  Path roster;
  Path link;  // the link's folder
};

// Signs a discard of the recording and leaves it for the link. False, and nothing is left, where it stays on
// this computer (its agreement has no centre) or the agreed time to discard it is over. An error where the
// centre is not told though it would have to be.
Result<bool> discard_at_centre(const DiscardPlaces& places, const AgentKey& key, const std::string& recording,
                               Utc now);

}  // namespace insyn::tray
