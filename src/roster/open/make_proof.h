// Makes the proof that an agent hands in. Whoever has the agent's secret keys can; the recorder links none of
// it.
#pragma once

#include "note/key.h"
#include "roster/proof.h"
#include "seal/keys.h"

namespace insyn::roster {

// The proof's file, for the agent of this pseudonym on this roster: parse_proof() reads it.
std::string make_proof(const std::string& roster, const std::string& agent, const note::Signer& signer,
                       const seal::Identity& identity);

}  // namespace insyn::roster
