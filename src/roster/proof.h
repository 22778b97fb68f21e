// What an agent hands in to be put on the roster: a note, signed with the one half of the agent's key, which
// says whose it is and proves that the agent has the other half too.
#pragma once

#include "roster/roster.h"

namespace insyn::roster {

struct Proof {
  std::string roster;  // its id
  std::string agent;   // the pseudonym
  AgentKey key;
};

// The text that seal::check_possession()'s proof is about.
std::string statement_of(const std::string& roster, const std::string& agent, const note::Verifier& sign,
                         const std::string& age);
// The text that the agent's key signs: the statement and the proof behind it.
std::string proof_text(const std::string& roster, const std::string& agent, const AgentKey& key);

// kDenied where it does not prove that its agent has both halves of the key; kCorrupt where it is no such
// note.
Result<Proof> parse_proof(std::string_view note);
// The same of a key as the roster holds it.
Status check_key(const std::string& roster, const std::string& agent, const AgentKey& key);

}  // namespace insyn::roster
