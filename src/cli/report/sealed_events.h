// The events of recordings, opened for a report: in this process's memory, and nowhere else.
#pragma once

#include <optional>
#include <vector>

#include "cli/arguments/report_options.h"
#include "cli/console.h"
#include "note/public_keys.h"
#include "os/memory_file.h"

namespace insyn::cli {

struct ReportFiles {
  std::vector<Path> files;           // to be read, the opened events last
  std::optional<MemoryFile> opened;  // of sealed recordings; nothing where none were given
  std::string name;                  // of the opened events, for people
};

// Takes the folders among `options.events` for recordings or folders of them, and opens their events with
// `options.keys`, and with the key in `options.requests` that was made for the recording, where there is one.
// One that was peeled has to be signed by one of `unions`, whichever; where there are none,
// nobody is known who could have signed it, and it is not checked. A recording that cannot be opened, or that
// somebody else has peeled, is named and left out. kPermanent where there are keys without recordings or the
// other way round, kDenied where there is nothing to open.
Result<ReportFiles> open_sealed_events(const ReportOptions& options,
                                       const std::vector<note::PublicKeys>& unions, Console& console);

}  // namespace insyn::cli
