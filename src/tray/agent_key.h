// The agent's key on this computer, in a folder of its own: agent.age opens the agent's recordings,
// agent.sign signs what the agent asks for and discards, agent.pub is handed out.
#pragma once

#include "os/file.h"

namespace insyn::tray {

class AgentKey {
 public:
  explicit AgentKey(Path folder) : folder_(std::move(folder)) {}

  const Path& folder() const { return folder_; }
  Path opens() const { return folder_ / "agent.age"; }
  bool exists() const;
  // What is handed out, as agent.pub has it.
  Result<std::string> public_text() const;

  // A new key, in a folder for this user alone, whole or not at all. Its name tells nothing of the agent: the
  // roster says whose it is. Refused where there is one.
  Status make() const;
  // A copy of all three files, in a new folder in `to`: that folder.
  Result<Path> back_up(const Path& to) const;
  // What the agent hands in for a roster, the file of it or of its draft: that the agent of this pseudonym
  // has both halves of the key. As insyn keys prove makes it.
  Result<std::string> proof_for(const Path& roster, const std::string& pseudonym) const;
  // A new key. The old one is kept in a folder beside it, as it alone opens what was recorded until now: that
  // folder.
  Result<Path> replace() const;

 private:
  Path folder_;
};

}  // namespace insyn::tray
