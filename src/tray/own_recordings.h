// The agent's own recordings on this workstation, as their notes tell.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "os/file.h"
#include "seal/keys.h"
#include "words/tray.h"

namespace insyn::tray {

struct OwnRecording {
  std::string id;
  std::string began;   // here, "1 dec 2026 09:15"
  std::string length;  // "3 min 12 s"; empty without the agent's key, as is `withheld`
  std::string applications;
  std::string withheld;  // "3× skärmen är låst"
  std::string kept_until;
  bool discarded = false;    // by the agent: what could be opened is gone
  bool unconfirmed = false;  // discarded, and the centre has not said yet that it knows
  bool has_pictures = true;  // something that can be played
  bool old = false;          // of version 0, which can be discarded and nothing else
};

// Newest first. `agent` is what they name the agent by; empty: those that name nobody. `keys` are the
// agent's, which open how long a recording was and what of it was withheld. `outbox`: the link's.
std::vector<OwnRecording> own_recordings(const Path& spool, const Path& outbox, const std::string& agent,
                                         words::Language language, std::span<const seal::Identity> keys = {});

}  // namespace insyn::tray
