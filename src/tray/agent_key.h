// The agent's key on this computer, in a folder of its own: agent.age opens the agent's recordings,
// agent.sign signs what the agent asks for and discards, agent.pub is handed out.
#pragma once

#include <optional>

#include "base/clock.h"
#include "note/key.h"
#include "os/file.h"

namespace insyn::tray {

// Why a copy of a key is not put back.
struct NotRestored {
  enum class Why {
    kFault,      // what: the message of an error, in English
    kNotAgents,  // it is a key of another role. what: that role
    kNotWhole,   // its files are not those of one key. what: their folder
    kNobodys,    // nobody on the roster has it. what: the key, "age1…"
    kAnothers,   // it is not that of the agent for whom the computer is enrolled. what: whose it is
    kInPlace,    // what: the folder
  };
  Why why = Why::kFault;
  std::string what;

  NotRestored(Why because, std::string about) : why(because), what(std::move(about)) {}
  NotRestored(Error error) : what(std::move(error.message)) {}  // NOLINT(google-explicit-constructor)
};

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
  // What says, over the number that a recorder has given, that the agent of this pseudonym is here: signed
  // with this key or one that it replaced, whichever `roster` has. kDenied where it has none of them.
  Result<std::string> presence(const Path& roster, const std::string& pseudonym,
                               const std::string& nonce) const;
  // What the agent of this pseudonym signs to have a recording of theirs shredded at the centre too: with
  // this key or one that it replaced, whichever `roster` has. kDenied where it has none of them.
  Result<std::string> discard(const Path& roster, const std::string& pseudonym, const std::string& recording,
                              Utc now) const;
  // Puts a copy in place that back_up() made. It has to be one whole key, on `roster` where there is one, and
  // there that of `pseudonym`; empty: of anybody. The key that it replaces is kept in a folder beside it:
  // that folder, or nothing where there was none.
  tl::expected<std::optional<Path>, NotRestored> restore(const Path& copy, const Path& roster,
                                                         const std::string& pseudonym) const;
  // A new key. The old one is kept in a folder beside it, as it alone opens what was recorded until now: that
  // folder.
  Result<Path> replace() const;

 private:
  // The folders of this key and of those that it replaced.
  std::vector<Path> own_folders() const;
  // The one of those that `roster` has for this agent.
  Result<note::Signer> signer_on(const Path& roster, const std::string& pseudonym) const;
  // Puts the key of this folder where replaced ones lie: that place.
  Result<Path> put_aside() const;

  Path folder_;
};

}  // namespace insyn::tray
