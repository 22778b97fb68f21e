// A centre's proof that a recording is shredded: that its ledger says so, for good. By it a workstation that
// still has the recording removes its own copy. docs/ledger.md describes it byte for byte.
#pragma once

#include "ledger/entries/code.h"
#include "receipt/proven_entry.h"

namespace insyn {

inline constexpr const char* kTombstoneType = "text/x-insyn-tombstone; charset=utf-8";
inline constexpr std::size_t kLargestTombstone = std::size_t{128} << 10;  // bytes

struct Tombstone {
  std::string recording;  // its id
  ProvenEntry proven;
  bool operator==(const Tombstone&) const = default;
};

std::string text_of(const Tombstone& tombstone);
// kCorrupt where it is not exactly what text_of() would write, or longer than kLargestTombstone.
Result<Tombstone> parse_tombstone(std::string_view text);

// Why the recording was shredded, which the tombstone proves. kCorrupt where it is malformed; kDenied where
// it is about another recording, where its entry says something else, and as verify_proven().
Result<ledger::ShreddedBecause> verify_tombstone(std::string_view text, const std::string& recording,
                                                 const ReceiptLedger& ledger);

}  // namespace insyn
