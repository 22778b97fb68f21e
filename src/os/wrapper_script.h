// Which program a script starts in the end. Menu entries of browsers, office programs and most vendors'
// clients name such a script, and what then runs, and has the windows, is another file.
#pragma once

#include <optional>
#include <string>

#include "base/path.h"

namespace insyn {

// The program that the last `exec` of `script`, a shell's, names: an absolute path to a file that is there,
// by variables that the script itself sets to plain text. Where that is a script too, what that one starts.
// Nothing where it cannot be told without running it.
std::optional<Path> program_started_by(const std::string& script);

}  // namespace insyn
