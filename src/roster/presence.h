// That somebody at a workstation is an agent on the roster: a number that the workstation has made up, signed
// with one of the agent's keys.
#pragma once

#include "note/note.h"
#include "roster/roster.h"

namespace insyn::roster {

// What is signed, as a note. `nonce` is the workstation's, as it gave it.
std::string presence_text(const std::string& agent, const std::string& nonce);
// The signature line, without its dash.
std::string sign_presence(const std::string& agent, const std::string& nonce, const note::Signer& key);
// kDenied where `signature` is none over this by a key that the agent has on the roster.
Status check_presence(const Agent& agent, const std::string& nonce, const std::string& signature);

}  // namespace insyn::roster
