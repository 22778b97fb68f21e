// What a witness signs again and again: that an agreement is in force, since it has seen no withdrawal, and
// of which kinds of question there are enough recordings. A text in TOML, signed as a note. docs/ledger.md
// describes it.
#pragma once

#include <set>
#include <span>

#include "agreement/centre.h"
#include "base/clock.h"
#include "base/sha256.h"
#include "note/note.h"

namespace insyn::agreement {

inline constexpr std::size_t kLargestInForceNote = std::size_t{64} << 10;
// How far ahead of this computer's clock a witness's may be.
inline constexpr std::chrono::minutes kWitnessClockTolerance{5};

struct InForce {
  Digest agreement{};            // the hash of the agreement's text
  Utc at{};                      // when the witness says so
  std::set<std::string> enough;  // kinds of question of which no more are recorded
  bool operator==(const InForce&) const = default;
};

// kPermanent where a kind cannot stand in a note, where there are more than 1000, or where the text is longer
// than 63 KiB: with its signature a note has at most kLargestInForceNote bytes.
Result<std::string> in_force_text(const InForce& word);

// The word of `witness`, whenever it was given. kDenied where the note is not signed by that key, kCorrupt
// where it is no such note.
Result<InForce> verify_in_force(std::string_view note, const note::Verifier& witness);

// What all witnesses of a ledger say together.
struct InForceUntil {
  Utc until{};                   // from then on the word of one of them is too old
  std::set<std::string> enough;  // of any of them
};

// That `agreement` is in force at `now`, by one of `notes` from each of the ledger's witnesses that is not
// older than its grace_hours. kDenied, naming the witness, where there is none: a withdrawal may be kept from
// this computer. Notes that are malformed, of another agreement, by somebody else or ahead of the clock by
// more than kWitnessClockTolerance count for nothing; of several by one witness the newest counts.
Result<InForceUntil> check_in_force(std::span<const std::string> notes, const Ledger& ledger,
                                    const Digest& agreement, Utc now);

}  // namespace insyn::agreement
