// What is wrong with the server or the ledger as a whole, and not with one of its entries. Codes with
// parameters; words/alarm.h has the sentences.
#pragma once

#include <string>
#include <variant>

#include "base/clock.h"
#include "base/sha256.h"

namespace insyn::witness {

// The server has not shown its ledger since then.
struct Silent {
  Utc since{};
  std::string problem;  // what the last try met with
  bool operator==(const Silent&) const = default;
};
// It has again.
struct SilentNoMore {
  Utc since{};
  bool operator==(const SilentNoMore&) const = default;
};
// The server has signed two checkpoints that cannot both be of one ledger. Both are kept as evidence.
struct TwoHistories {
  std::uint64_t size = 0;  // of the one that was seen second
  bool operator==(const TwoHistories&) const = default;
};
// It shows fewer entries than it has shown before.
struct ShowsLess {
  std::uint64_t seen = 0;
  std::uint64_t shown = 0;
  bool operator==(const ShowsLess&) const = default;
};
// The entries that it shows are not those that its checkpoint of `size` entries was signed for.
struct OtherEntries {
  std::uint64_t size = 0;
  bool operator==(const OtherEntries&) const = default;
};
// It was put back from a backup, had forgotten the entries from `from` on, and got them back from this
// witness.
struct PutBack {
  std::uint64_t from = 0;
  std::uint64_t size = 0;
  bool operator==(const PutBack&) const = default;
};
// A party has withdrawn the agreement, as the union has told this witness, and the ledger does not say so.
struct WithdrawalHidden {
  Digest agreement{};
  std::string party;
  bool operator==(const WithdrawalHidden&) const = default;
};
// A file in the folder of withdrawals cannot be understood: nothing is confirmed while it lies there.
struct WithdrawalUnreadable {
  std::string file;
  std::string problem;
  bool operator==(const WithdrawalUnreadable&) const = default;
};

using Alarm = std::variant<Silent, SilentNoMore, TwoHistories, ShowsLess, OtherEntries, PutBack,
                           WithdrawalHidden, WithdrawalUnreadable>;

}  // namespace insyn::witness
