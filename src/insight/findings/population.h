// The calls that are analysed.
#pragma once

#include "insight/disclosure/gate.h"
#include "insight/input/log.h"

namespace insyn::insight {

// A kind's calls that are analysed, as indexes of Log::calls, by agent and start.
struct KindCalls {
  NameId kind = kNoName;
  std::vector<std::uint32_t> calls;
  std::uint32_t weeks = 0;  // that the calls come from
};

// A kind's calls are divided into batches of the log's weeks, each as long as it takes to be safe. The last
// batch is not analysed until it is, nor is the week of the log's newest call, which may not be over. So two
// reports on a growing log differ by whole batches, and their difference is safe too. Kinds without a batch
// are left out, and are in no total. Sorted by the kind's name.
std::vector<KindCalls> population_of(const Log& log, const Floor& floor);

}  // namespace insyn::insight
