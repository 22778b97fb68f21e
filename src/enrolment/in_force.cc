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
  if (const auto ended = in_force.ended()) return reason::because(*ended);
  TRY(in_force.memory_.remember(enrolment.agreement, enrolment.roster));
  return in_force;
}

std::optional<reason::Reason> InForce::ended() {
  const std::optional<agreement::Withdrawal>& found = withdrawals_.find();
  if (!found) {
    const Error* unsure = withdrawals_.unsure();
    return unsure == nullptr ? std::nullopt : std::optional(reason::Reason(*unsure));
  }
  // Where it cannot be written down it counts all the same, and is written as soon as it can be.
  if (!remembered_) remembered_ = memory_.remember(*found).has_value();
  return reason::Reason(reason::Withdrawn{found->signed_by, found->at});
}

}  // namespace insyn::enrolment
