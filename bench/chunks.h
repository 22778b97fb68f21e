// What the programs that measure read: a decrypted track.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/path.h"
#include "base/result.h"

namespace insyn::bench {

// The chunks of a track in their order: from a folder, one file each, by their names, or from one file that
// has them one after the other, as those in tests/golden. Where there is none, or a file ends within one, it
// says so and ends the program with 1.
std::vector<Bytes> read_chunks(const Path& from);

// Says of a failure what went wrong and ends the program with 1.
void must(const Status& status);

}  // namespace insyn::bench
