// The rooms of src/: each folder that holds sources. A room has one library, a row in includes.cc and a line
// in docs/architecture.md; a source has a header.
#pragma once

#include "tree.h"

namespace insyn::structure {

// The folders below src/ of `root` that hold sources, as "src/seal/open", sorted. What lies in os/posix and
// os/linux belongs to the room os.
std::vector<std::string> rooms_in(const Path& root);

// Sources of programs below src/ without a header of the same name beside them, but for `without`. The header
// of os/posix/file.cc is os/file.h.
Faults sources_without_header(const Path& root, const Exceptions& without, int& seen);
// Rooms with sources whose CMakeLists.txt does not make exactly one library, but for `otherwise`.
Faults rooms_without_library(const Path& root, const Exceptions& otherwise, int& seen);
// Sources of programs below src/ that no target compiles, or more than one.
Faults sources_not_compiled_once(const Path& root, int& seen);
// Rooms without a row in includes.cc.
Faults rooms_without_row(const Path& root, int& seen);
// Rooms that the table in docs/architecture.md does not list, and rooms in it that do not exist.
Faults rooms_not_documented(const Path& root, int& seen);

}  // namespace insyn::structure
