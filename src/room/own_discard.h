// Discarding an own recording, here and at the centre: what the agent's key signs, and what the recorder of
// this session is asked, exactly as the tray does it.
#pragma once

#include "reason/reason.h"
#include "room/own_here.h"
#include "room/upstream.h"

namespace insyn::room {

struct Discarded {
  enum class AtCentre {
    kNone,     // it stays on this computer: its agreement has no centre
    kDone,     // nobody can open it there any more
    kLeft,     // the link takes the discard there
    kRefused,  // `code` says why
    kNotTold,  // the server does not answer, and no link runs here
  };
  enum class Here {
    kNone,  // it does not lie here
    kDone,
    kNotAsked,    // the centre refused it
    kNoRecorder,  // none runs in this session; the link removes what the centre has shredded
    kRefused,     // `why` says why
  };
  AtCentre at_centre = AtCentre::kNone;
  Here here = Here::kNone;
  std::string code;  // of the server's refusal
  std::optional<reason::Reason> why;
  std::optional<std::uint64_t> entry;  // of the centre's ledger
};

// The centre's first: where this ends between the two, what is on this computer can be discarded again.
// kPermanent, and nothing changes, where it is neither here nor at the centre, or another agent's.
Result<Discarded> discard_own(const OwnPlaces& places, const OwnAgent& agent, Upstream& server,
                              const std::string& id, Utc now);

}  // namespace insyn::room
