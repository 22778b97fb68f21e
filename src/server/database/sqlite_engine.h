// SQLite: one file, its owner's alone, with its write-ahead log beside it.
#pragma once

#include "server/database/engine.h"

namespace insyn::server {

// Makes the file where it is not there. kDenied where it is not its owner's alone.
Result<std::unique_ptr<Engine>> sqlite_engine(const Path& file);

}  // namespace insyn::server
