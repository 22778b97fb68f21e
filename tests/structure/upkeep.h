// What keeps the repository readable and its documents true.
#pragma once

#include "tree.h"

namespace insyn::structure {

// Tests and fuzz targets below src/ and tests/ that the nearest CMakeLists.txt does not name. `seen` counts
// all.
Faults tests_that_nothing_builds(const Path& root, int& seen);
// Source files of more than 500 lines, but for `longer`.
Faults files_that_are_too_long(const Path& root, const Exceptions& longer, int& seen);
// Code below src/ that creates, renames or removes files by itself: src/os does, which follows no link,
// leaves nothing readable by others and removes only what it made. Tests, and `others`, may.
Faults files_made_elsewhere(const Path& root, const Exceptions& others, int& seen);
// Notes to oneself that were left behind.
Faults notes_to_oneself(const Path& root, int& seen);
// Source files outside of src/words that hold Swedish, or that ask which language it is: what people read is
// made in src/words, in each language. Tests, and what src/insight/sim invents, are data.
Faults words_out_of_place(const Path& root, int& seen);
// Paths and links in the documents behind which there is nothing.
Faults paths_to_nothing(const Path& root, int& seen);
// Rows of the tables in docs/attacks.md that name no test, or one that there is not: a GoogleTest's, a
// test of CMake's, a situation of the leak gallery, or a file.
Faults attacks_without_a_test(const Path& root, int& seen);

}  // namespace insyn::structure
