#include "roster/open/make_proof.h"

#include "note/note.h"
#include "seal/open/prove_possession.h"

namespace insyn::roster {

std::string make_proof(const std::string& roster, const std::string& agent, const note::Signer& signer,
                       const seal::Identity& identity) {
  AgentKey key{signer.verifier(), identity.recipient().text(), {}, ""};
  key.opens = seal::prove_possession(identity, statement_of(roster, agent, key.sign, key.age));
  return note::sign(proof_text(roster, agent, key), signer);
}

}  // namespace insyn::roster
