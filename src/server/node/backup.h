// A copy of a server's folder that a server can be started with.
#pragma once

#include "base/path.h"
#include "base/result.h"

namespace insyn::server {

// How much was copied.
struct BackedUp {
  std::uint64_t blobs = 0;
  std::uint64_t bytes = 0;  // of blobs
  bool checked = false;     // the copied database was read through without an error
  std::string not_noted;    // why the centre does not know of it; empty where it does
};

// Makes `to`, its owner's alone, with all that is in the data folder `folder`, while a server runs with it or
// not: the database as it is at a moment, and then the blobs, wherever they are. On the disk when this
// returns. kPermanent where `to` exists, and where the database is PostgreSQL, of which pg_dump makes a copy;
// what was made of `to` before another error stays.
Result<BackedUp> back_up(const Path& folder, const Path& to);

}  // namespace insyn::server
