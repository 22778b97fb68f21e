#include "witness/rules/caps.h"

#include "agreement/zone.h"

namespace insyn::witness {

std::optional<OverTheCap> Caps::take(const std::string& agent, Utc begin, const agreement::Terms& terms) {
  // A zone that this computer does not know was refused with the agreement.
  const Utc week = agreement::week_start(begin, agreement::zone_of(terms)).value_or(begin);
  const int count = ++counts_[{agent, week}];
  if (count <= terms.calls_per_agent_per_week) return std::nullopt;
  return OverTheCap{agent, week, terms.calls_per_agent_per_week};
}

}  // namespace insyn::witness
