// insyn calls: what call sources say of this agent's calls, and what the recorder makes of it, as it happens.
#pragma once

#include "cli/console.h"
#include "words/call_news.h"

namespace insyn::cli {

struct WatchCallsOptions {
  bool once = false;  // what there is at present, and no more
  bool json = false;  // a line for each thing, as insyn-calls(1) describes it
  words::Language language = words::Language::kEnglish;
};

// Until it is interrupted. kTransient once the recorder has ended, or has not been read from for so long that
// it has hung up.
Result<Outcome> watch_calls(const WatchCallsOptions& options, Console& console);

}  // namespace insyn::cli
