#include "enrolment/in_force.h"

namespace insyn::enrolment {

reason::OrReason<InForce> InForce::begin(const Enrolment& enrolment, const std::vector<Path>& folders,
                                         const Path& own, const std::vector<Path>& others) {
  InForce in_force(Memory(), Withdrawals(folders, enrolment.agreement));
  for (const Path& file : others) {
    TRY_ASSIGN(const Memory memory, Memory::read(file));
    const auto fine = memory.check(enrolment.agreement, enrolment.roster);
    if (!fine) return reason::because(fine.error());
  }
  TRY_ASSIGN(in_force.memory_, Memory::read(own));
  const auto fine = in_force.memory_.check(enrolment.agreement, enrolment.roster);
  if (!fine) return reason::because(fine.error());
  if (const auto why = in_force.ended()) return reason::because(*why);
  TRY(in_force.memory_.remember(enrolment.agreement, enrolment.roster));
  return in_force;
}

std::optional<reason::Reason> InForce::ended() {
  if (ended_) return ended_;
  const std::optional<agreement::Withdrawal>& found = withdrawals_.find();
  if (!found) {
    const std::string* unclear = withdrawals_.unclear();
    if (unclear == nullptr) return std::nullopt;
    return reason::Reason(Error{Code::kCorrupt, *unclear});
  }
  // Where it cannot be written down it counts all the same, for as long as its file is there.
  if (const Status kept = memory_.remember(*found); !kept) static_cast<void>(kept);
  ended_ = reason::Withdrawn{found->party, found->at};
  return ended_;
}

}  // namespace insyn::enrolment
