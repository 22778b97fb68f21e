// What the parties have signed and the server has registered: agreements, rosters, withdrawals. Each is
// verified here with the pins; what is not signed by all of them is not listed as valid.
#pragma once

#include <memory>

#include "agreement/agreement.h"
#include "agreement/withdrawal.h"
#include "room/keyring.h"
#include "room/upstream.h"
#include "roster/roster.h"

namespace insyn::room {

struct RegisteredAgreement {
  std::string hash;  // hexadecimal
  std::string id;
  std::uint64_t entry = 0;
  std::shared_ptr<const agreement::Agreement> agreement;  // null where it is not valid
  std::string problem;                                    // then: why
  std::string withdrawn_by;                               // who has withdrawn it; empty where nobody has
};

struct RegisteredRoster {
  std::string hash, id;
  std::uint64_t version = 0;
  std::uint64_t entry = 0;
};

// In the order of the ledger. Texts that were verified before are taken from `known`.
Result<std::vector<RegisteredAgreement>> read_agreements(Upstream& server, const Keyring& keys,
                                                         const std::vector<RegisteredAgreement>& known);
Result<std::vector<RegisteredRoster>> list_rosters(Upstream& server);
// The roster with this hash, signed by all parties.
Result<roster::SignedRoster> read_roster(Upstream& server, const std::string& hash, const Keyring& keys);

// Has the server register a signed note: `kind` is "agreements", "rosters" or "withdrawals".
Status register_note(Upstream& server, const std::string& kind, const std::string& note);

}  // namespace insyn::room
