// How many calls of each agent were recorded in each week, by all devices together. All that a
// witness keeps of an agent's calls.
#pragma once

#include <map>
#include <string>

#include "agreement/terms.h"
#include "base/bytes.h"
#include "witness/rules/breach.h"

namespace insyn::witness {

class Caps {
 public:
  // A call of `agent` that began at `begin` under an agreement with these terms. OverTheCap where it is one
  // too many in the week of those terms' time zone.
  std::optional<OverTheCap> take(const std::string& agent, Utc begin, const agreement::Terms& terms);

  void write(ByteWriter& to) const;
  // kCorrupt where it is not what write() wrote.
  static Result<Caps> read(ByteReader& from);

 private:
  std::map<std::pair<std::string, Utc>, int> counts_;  // by agent and the week's beginning
};

}  // namespace insyn::witness
