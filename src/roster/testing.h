// Agents and rosters for tests.
#pragma once

#include "note/note.h"
#include "roster/open/make_proof.h"
#include "roster/proof.h"

namespace insyn::roster {

struct TestAgent {
  std::string name;
  note::Signer signer;
  seal::Identity identity;

  explicit TestAgent(std::string pseudonym)
      : name(std::move(pseudonym)),
        signer(note::Signer::generate(note::key_name_from(name)).value()),
        identity(seal::Identity::generate()) {}

  std::string age() const { return identity.recipient().text(); }
  note::PublicKeys keys() const { return {note::Role::kAgent, name, signer.verifier(), age()}; }
  // The proof's file.
  std::string proof(const std::string& roster) const { return make_proof(roster, name, signer, identity); }
  AgentKey key(const std::string& roster) const { return parse_proof(proof(roster)).value().key; }
};

// One agent and one device.
inline Roster roster_of(const TestAgent& agent, const note::Verifier& device,
                        const std::string& id = "test") {
  Roster roster;
  roster.id = id;
  roster.agents.push_back({agent.name, {}, {agent.key(id)}});
  roster.devices.push_back({device.name(), device});
  return roster;
}

inline std::string signed_by(const Roster& roster, const note::Signer& employer,
                             const note::Signer& union_side) {
  return note::add_signature(note::sign(roster_text(roster), employer), union_side).value();
}

}  // namespace insyn::roster
