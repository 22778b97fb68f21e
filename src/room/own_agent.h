// The agent whose room it is: with which keys, who that is by the roster, and where on this computer the
// agent's own recordings lie.
#pragma once

#include <optional>
#include <span>

#include "note/key.h"
#include "os/file.h"
#include "seal/keys.h"

namespace insyn::room {

// Where the tray looks, too.
struct OwnPlaces {
  Path enrolment;  // agreement, roster and pins
  Path spool;
  Path link;                        // of this computer's link
  Path journals;                    // of usage
  std::optional<Path> socket = {};  // where the recorder of this session listens; nothing: there is none
};

struct OwnAgent {
  std::string name;  // the pseudonym; empty: no roster on this computer has any of the keys
  note::Signer signer;
  std::vector<seal::Identity> identities;  // those that were replaced open what was recorded until then
};

// The key that the tray makes in `folder`, and those that it has replaced: prefixes, the present one first;
// none where there is no key.
std::vector<Path> agent_keys_in(const Path& folder);

// `prefixes`: PREFIX.sign and PREFIX.age of each, at least one. The one that signs is that which the roster
// here has, or else the first. An error where the first cannot be read.
Result<OwnAgent> read_own_agent(const std::vector<Path>& prefixes, const OwnPlaces& places);

}  // namespace insyn::room
