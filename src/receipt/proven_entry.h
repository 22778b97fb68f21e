// An entry of a ledger with the proof that it stands there, as receipts and tombstones carry it: from their
// line "entry" on.
#pragma once

#include <string>
#include <string_view>

#include "ledger/checkpoint/checkpoint.h"
#include "ledger/proof/proof.h"
#include "note/key.h"

namespace insyn {

// The ledger in which it has to stand: that of the recording's agreement.
struct ReceiptLedger {
  const std::string& origin;
  const note::Verifier& key;
};

struct ProvenEntry {
  std::uint64_t number = 0;  // the entry's
  ledger::Proof proof;       // that the checkpoint's ledger has the entry there
  std::string entry;         // its text
  std::string checkpoint;    // a signed note
  bool operator==(const ProvenEntry&) const = default;
};

std::string text_of(const ProvenEntry& proven);

// Takes a line off `rest` that is `key`, a space and a value: the value. kCorrupt names `what` it is missing
// in: "the receipt".
Result<std::string_view> take_value(std::string_view& rest, std::string_view key, const char* what);
// The line "recording ID" taken off `rest`: the id.
Result<std::string> take_recording(std::string_view& rest, const char* what);
// All of `rest`.
Result<ProvenEntry> parse_proven(std::string_view rest, const char* what);

// The checkpoint. kDenied where it is another ledger's or not signed with this key, or where it does not
// prove that the ledger has the entry.
Result<ledger::Checkpoint> verify_proven(const ProvenEntry& proven, const ReceiptLedger& ledger,
                                         const char* what);

}  // namespace insyn
