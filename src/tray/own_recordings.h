// The agent's own recordings on this workstation, as their notes tell without any key.
#pragma once

#include <string>
#include <vector>

#include "os/file.h"
#include "words/tray.h"

namespace insyn::tray {

struct OwnRecording {
  std::string id;
  std::string began;   // by the workstation's clock, "2026-12-01 09:15"
  std::string length;  // "03:12"
  std::string applications;
  std::string withheld;  // "3× skärmen är låst"
  std::string kept_until;
  bool discarded = false;    // by the agent: what could be opened is gone
  bool has_pictures = true;  // something that can be played
};

// Newest first. `agent` is the key that they carry ("age1…"); empty: those that carry none.
std::vector<OwnRecording> own_recordings(const Path& spool, const std::string& agent,
                                         words::Language language);

}  // namespace insyn::tray
