// Whether a process runs its program and the system's libraries alone. Where it was started with a library
// put in front of them, or has loaded one from where others can write, it may do anything under that
// program's name. docs/security-model.md says what this cannot see.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace insyn {

// As of now. kDenied, with the name of the variable or of the file, where
//  * its environment had, when it was started, a variable that loads code from elsewhere;
//  * a file is mapped to be run that is neither its program nor in a folder of the system's, or that somebody
//    other than the administrator can change, or that has been removed since;
//  * it sees other files than this process and the computer's first one do (a mount namespace or a root of
//    its own).
// kTransient where it has ended.
Status read_only_system_code(int pid);
// The same without the first point, which the kernel does not tell another user's process.
Status read_only_system_files(int pid);
// The same, in the sandbox too.
Status only_system_code(int pid);
Status only_system_files(int pid);

// Whether a variable of `environment` ("NAME=value") loads code from elsewhere.
bool loads_code(const std::vector<std::string>& environment);
// The variables of `environment` ("NAME=value") that a program needs to show itself in the desktop session:
// none that loads code. With a search path of the system's own.
std::vector<std::string> without_loaded_code(const std::vector<std::string>& environment);
// Of this process.
std::vector<std::string> own_environment();

}  // namespace insyn
