// Which calls take part at all.
#pragma once

#include "insight/disclosure/gate.h"
#include "insight/input/log.h"

namespace insyn::insight {

// A kind's calls that take part, as places in Log::calls, by agent and start.
struct KindCalls {
  NameId kind = kNoName;
  std::vector<std::uint32_t> calls;
  std::uint32_t weeks = 0;  // that they come from
};

// A kind's calls come in batches of whole weeks (from Monday, UTC), each as long as it takes to reach the
// floor; the last, which has not reached it yet, does not take part, nor does the week of the log's newest
// call, which is not over as far as anybody can tell. So two reports on a log that has grown
// in between differ by whole batches, and their difference is as well covered as they are. Kinds without a
// batch are left out, and are in no sum. By the kind's name.
std::vector<KindCalls> population_of(const Log& log, const Floor& floor);

}  // namespace insyn::insight
