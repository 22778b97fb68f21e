// What the usage journals on this computer say of the week, which is what the weekly cap is compared with.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agreement/terms.h"
#include "base/clock.h"
#include "note/key.h"
#include "os/file.h"

namespace insyn::cli {

// Of one workstation.
struct JournalOfWeek {
  std::string workstation;
  std::map<std::string, int>
      calls;               // that were certified, by the agent's pseudonym, under whichever agreement
  std::string unreadable;  // why it cannot be told, and so counts as full; empty: it can
};

struct WeekOfUsage {
  Utc begin{};
  Utc end{};
  std::vector<JournalOfWeek> journals;

  // Why nothing is recorded though the agreement allows it; empty where something may be.
  std::string why_full() const;
};

// The folder of usage journals.
struct JournalPlace {
  Path folder;
  bool may_be_missing = false;  // where the first recording makes it
};

// `device` alone, or without one all whose journals are there; nothing but a journal is compared with the
// recordings in `spool`. kDenied where the folder is missing and may not be, or this user may not look.
Result<WeekOfUsage> week_of_usage(const agreement::Terms& terms, Utc now, const JournalPlace& place,
                                  const std::optional<note::Verifier>& device,
                                  const std::optional<Path>& spool);

}  // namespace insyn::cli
