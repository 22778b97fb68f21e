// insyn list.
#pragma once

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct ListOptions {
  Path folder;
  bool json = false;
};

// Lists the recordings in a folder. Bad where one of them could not be read; the others are listed.
Result<Outcome> list(const ListOptions& options, Console& console);

}  // namespace insyn::cli
