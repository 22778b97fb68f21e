// insyn agreement explain.
#pragma once

#include <vector>

#include "cli/console.h"
#include "os/file.h"
#include "words/agreement.h"

namespace insyn::cli {

struct AgreementExplainOptions {
  Path file;
  std::vector<Path> pins;  // none, or both
  words::Language language = words::Language::kEnglish;
};

// Prints what the terms allow. The signatures are checked where there are pins.
Status agreement_explain(const AgreementExplainOptions& options, Console& console);

}  // namespace insyn::cli
