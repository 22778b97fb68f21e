// The withdrawal: one party ends an agreement, alone and for ever. A text in TOML, signed as a note by that
// party.
#pragma once

#include "agreement/agreement.h"

namespace insyn::agreement {

inline constexpr std::string_view kWithdrawalEnding = ".withdrawal";
inline constexpr std::size_t kLargestWithdrawal = std::size_t{64} << 10;
inline constexpr std::size_t kLongestReason = 4000;

struct Withdrawal {
  Digest agreement{};  // the hash of the agreement's text
  std::string id;      // as the agreement calls itself; for people
  std::string party;   // who withdraws, as it says itself; for people
  Utc at{};            // when it was signed; it takes effect wherever it is seen
  std::string reason;  // may be empty
  // Once it is verified: the name in the .pub file of whoever has signed it.
  std::string signed_by = {};
};

std::string withdrawal_text(const Withdrawal& withdrawal);

// The withdrawal, where one of `parties` has signed it. kDenied where none has, or where a signature of
// theirs does not fit; kCorrupt where one has, and it is no withdrawal that can be understood.
Result<Withdrawal> verify_withdrawal(std::string_view note, const std::vector<note::PublicKeys>& parties);

}  // namespace insyn::agreement
