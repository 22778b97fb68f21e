// The findings about one kind.
#pragma once

#include "insight/findings/friction.h"
#include "insight/findings/population.h"

namespace insyn::insight {

struct KindFindings {
  KindReport report;
  std::vector<FrictionCell> cells;
  std::vector<AgentsWord> words;
  std::vector<NameId> screens;   // that were admitted
  bool without_article = false;  // an article is opened in no call, or in too few
};

// `number` is the kind's place in the report; `followed` and `known_until` as in scan().
KindFindings findings_of(const Log& log, const KindCalls& kind, std::size_t number, const Floor& floor,
                         const std::vector<std::uint8_t>& followed, Instant known_until);

}  // namespace insyn::insight
