// OCEL 2.0 as an SQLite database.
#pragma once

#include "base/progress.h"
#include "insight/input/log_part.h"
#include "os/file.h"

namespace insyn::insight {

// Reads a whole database, which counts as hostile: it is opened for reading alone and as a file that nobody
// changes; only tables are read, and no trigger, view, function or extension of it is run. A row that cannot
// be taken is counted in `part`. kCorrupt where it is damaged or not OCEL 2.0.
Status read_ocel_sqlite(const Path& file, LogPart& part, Progress& progress);

// The same of a database in memory: for fuzzing.
Status read_ocel_sqlite_bytes(ByteView database, LogPart& part);

}  // namespace insyn::insight
