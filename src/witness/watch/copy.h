// A witness's own copy of a ledger: every entry, as far as it has cosigned, in a folder laid out as a ledger
// is served. What does not fit a checkpoint that the ledger has signed never gets into it.
#pragma once

#include "ledger/checkpoint/checkpoint.h"
#include "ledger/folder/folder.h"
#include "ledger/proof/proof.h"
#include "ledger/tiles/appender.h"
#include "ledger/tiles/reading.h"

namespace insyn::witness {

class Copy {
 public:
  // Of `size` entries with this root, which are in `folder`. kCorrupt where they are not.
  static Result<std::unique_ptr<Copy>> open(const Path& folder, std::uint64_t size, const Digest& root);

  // Reads the entries that `to` has beyond these from `from`, a part at a time; a part that is not kept is
  // forgotten.
  enum class Growth {
    kGrown,
    kOtherEntries,  // they do not fit `to`
    kTwoHistories,  // they do, and so did others that were stored in their place before
  };
  Result<Growth> grow(ledger::Store& from, const ledger::Checkpoint& to);

  std::uint64_t size() const { return appender_.size(); }
  Digest root() const { return appender_.root(); }
  // That the copy has only grown from its first `old_size` entries.
  Result<ledger::Proof> consistency(std::uint64_t old_size);
  // Calls `take` with each entry from `from` up to and without `to`.
  Status entries(std::uint64_t from, std::uint64_t to, const ledger::TakeEntry& take);
  // Stores the newest checkpoint beside the entries, so that the folder can be verified by itself, and
  // removes what full tiles have made superfluous.
  Status finish(std::string_view checkpoint);

 private:
  Copy(std::unique_ptr<ledger::Folder> folder, ledger::Appender appender)
      : folder_(std::move(folder)), appender_(std::move(appender)), tidied_(appender_.size()) {}
  Result<bool> fits(ledger::Store& from, const ledger::Checkpoint& to) const;

  std::unique_ptr<ledger::Folder> folder_;
  ledger::Appender appender_;
  std::uint64_t tidied_;  // as of the last finish()
};

}  // namespace insyn::witness
