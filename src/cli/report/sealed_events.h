// The events of recordings, opened for a report: in this process's memory, and nowhere else.
#pragma once

#include <optional>
#include <vector>

#include "cli/arguments/report_options.h"
#include "cli/console.h"
#include "note/key.h"
#include "os/memory_file.h"

namespace insyn::cli {

struct ReportFiles {
  std::vector<Path> files;           // to be read, the opened events last
  std::optional<MemoryFile> opened;  // of sealed recordings; nothing where none were given
  std::string name;                  // of the opened events, for people
};

// Takes the folders among `options.events` for recordings or folders of them, and opens their events with
// `options.keys`. Those that the union has peeled are verified by `union_key`, where it is known. A recording
// that cannot be opened is named and left out. kPermanent where there are keys without recordings or the
// other way round, kDenied where there is nothing to open.
Result<ReportFiles> open_sealed_events(const ReportOptions& options, const note::Verifier* union_key,
                                       Console& console);

}  // namespace insyn::cli
