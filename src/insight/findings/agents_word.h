// What agents say themselves: that the system did not help. It is counted as it was said, by kind and screen;
// how often it would be usual, or how long it took, nobody can say.
#pragma once

#include "insight/findings/report.h"

namespace insyn::insight {

// The counts of a kind that may go out: first wherever it was said, then by screen, the most calls first.
// `kind` is its place in the report; `names` is Log::objects.
std::vector<AgentsWord> agents_words(const Scan& scan, std::size_t calls, std::size_t kind,
                                     const Names& names, Gate& gate);

}  // namespace insyn::insight
