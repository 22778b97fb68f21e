#include "witness/rules/caps.h"

#include "agreement/zone.h"
#include "witness/rules/stored.h"

namespace insyn::witness {

std::optional<OverTheCap> Caps::take(const std::string& agent, Utc begin, const agreement::Terms& terms) {
  // A zone that this computer does not know was refused with the agreement.
  const Utc week = agreement::week_start(begin, agreement::zone_of(terms)).value_or(begin);
  const int count = ++counts_[{agent, week}];
  if (count <= terms.calls_per_agent_per_week) return std::nullopt;
  return OverTheCap{agent, week, terms.calls_per_agent_per_week};
}

void Caps::write(ByteWriter& to) const {
  to.varint(counts_.size());
  for (const auto& [key, count] : counts_) {
    write_text(to, key.first);
    write_time(to, key.second);
    to.zigzag(count);
  }
}

Result<Caps> Caps::read(ByteReader& from) {
  Caps caps;
  TRY_ASSIGN(std::uint64_t left, from.varint());
  for (; left > 0; --left) {
    TRY_ASSIGN(std::string agent, read_text(from));
    TRY_ASSIGN(const Utc week, read_time(from));
    TRY_ASSIGN(const std::int64_t count, from.zigzag());
    caps.counts_[{std::move(agent), week}] = static_cast<int>(count);
  }
  return caps;
}

}  // namespace insyn::witness
