// A centre's receipt for a recording: that it is stored whole stands in the ledger, and here is the proof.
// Whoever has the ledger's key from a signed agreement needs nothing else of the server to check it.
// docs/ledger.md describes it byte for byte.
#pragma once

#include "base/clock.h"
#include "ledger/entries/salted.h"
#include "receipt/proven_entry.h"

namespace insyn {

inline constexpr const char* kReceiptType = "text/x-insyn-receipt; charset=utf-8";
inline constexpr std::size_t kLargestReceipt = std::size_t{128} << 10;  // bytes

struct Receipt {
  std::string recording;     // its id
  ledger::Salt salt;         // of the entry
  std::uint64_t number = 0;  // the entry's
  ledger::Proof proof;       // that the checkpoint's ledger has the entry there
  std::string entry;         // its text
  std::string checkpoint;    // a signed note
  bool operator==(const Receipt&) const = default;
};

std::string text_of(const Receipt& receipt);
// kCorrupt where it is not exactly what text_of() would write, or longer than kLargestReceipt.
Result<Receipt> parse_receipt(std::string_view text);

// What has to have been received, as whoever sent it knows it.
struct Sent {
  std::string recording;  // its id
  Digest opening_hash{};  // SHA-256 of opening.note,
  Digest closing_hash{};  // and of closing.note or, where it was never closed, of chunks.journal
  std::uint64_t chunks = 0;
};

struct Received {
  Utc time{};  // when it was, as the server says
  std::uint64_t number = 0;
  ledger::Checkpoint checkpoint;
};

// What the receipt proves. kCorrupt where it is malformed; kDenied where it is about another recording or
// other contents of it, where its entry says something else, where the checkpoint is another ledger's or not
// signed with this key, or where it does not prove that the ledger has the entry. Whether a witness has seen
// the checkpoint is not looked at.
Result<Received> verify_receipt(std::string_view text, const Sent& sent, const ReceiptLedger& ledger);

}  // namespace insyn
