// What a union's client remembers of the approvals that it has given. The ledger tells of them too, but the
// ledger is the server's: one that kept approvals out of it could have as many by rules as it likes.
#pragma once

#include <map>

#include "base/path.h"
#include "opening/judge/ledger_knowledge.h"

namespace insyn::centre {

class GivenApprovals {
 public:
  // How long a server may take until the ledger has what it took.
  static constexpr std::chrono::minutes kPatience{10};

  // `file` need not be there. kCorrupt where it is something else.
  static Result<GivenApprovals> open(Path file);

  // Before the server is told, and once it has taken it. Both last when they return. `request` is the entry
  // of the request in the ledger.
  Status giving(std::uint64_t request, ledger::ApprovedBy by, Utc now);
  Status taken(std::uint64_t request, Utc now);

  // kDenied where an approval that the server took kPatience before `seen` is not in the ledger as it was
  // then.
  Status check(const opening::LedgerKnowledge& ledger, Utc seen) const;
  // Those by rules that were given since `week` and are not in the ledger, whether the server took them or
  // not.
  std::uint64_t by_rules_beside(const opening::LedgerKnowledge& ledger, Utc week) const;

 private:
  struct Given {
    Utc time{};
    ledger::ApprovedBy by = ledger::ApprovedBy::kPerson;
    std::optional<Utc> taken;
  };
  explicit GivenApprovals(Path file) : file_(std::move(file)) {}
  Status read_line(std::string_view line);

  Path file_;
  std::map<std::uint64_t, Given> given_;  // by the request's entry
};

}  // namespace insyn::centre
