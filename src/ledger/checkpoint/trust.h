// Which checkpoints are believed: those of a pinned ledger that enough of the pinned witnesses have cosigned.
#pragma once

#include "base/clock.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/cosignature.h"

namespace insyn::ledger {

// How far ahead a witness's clock may be.
inline constexpr std::chrono::minutes kClockTolerance{5};

struct Trust {
  std::string origin;
  note::Verifier ledger;
  std::vector<note::Verifier> witnesses;
  std::size_t needed = 1;  // of the witnesses, at least 1
};

// How old a cosignature may be.
struct Freshness {
  Utc now{};
  std::chrono::seconds at_most{0};
};

// A checkpoint that was verified, and who cosigned it.
struct Believed {
  Checkpoint checkpoint;
  // In the order of the witnesses; nothing for one that has not cosigned it.
  std::vector<std::optional<std::chrono::sys_seconds>> cosigned;
};

// kDenied where `note` is another ledger's, where the ledger has not signed it, where a signature or
// cosignature by one of these keys does not fit, or where fewer than `needed` of the witnesses have cosigned
// it; with `freshness` where fewer have within that time. A cosignature that is ahead of the clock by more
// than kClockTolerance does not count then. kDenied too where the keys are not as many as they seem to be:
// two alike, or a ledger that is its own witness. kCorrupt where it is no checkpoint.
Result<Believed> verify_checkpoint(std::string_view note, const Trust& trust,
                                   const std::optional<Freshness>& freshness);

}  // namespace insyn::ledger
