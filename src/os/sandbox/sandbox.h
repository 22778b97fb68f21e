// The walls around a process that sees pixels: no internet, no other programs, no files but its own.
// docs/security-model.md says against whom. Once inside nothing of it can be taken back.
#pragma once

#include <string>
#include <vector>

#include "os/file.h"

namespace insyn {

// What stays open to the process; what is not there is passed over.
struct SandboxRules {
  std::vector<Path> read;   // files, or folders with all that is in them
  std::vector<Path> write;  // folders, to make, change and remove files in, and to read them
};

// From here on, for this process and all that it could start:
//  * no memory dumps, no rights to be gained (no_new_privs);
//  * it is killed where it makes a socket that is not a local one (AF_UNIX), runs a program, traces another
//    process or looks into its memory, or asks for what only such attempts need (seccomp);
//  * files other than those of `rules` cannot be opened, nor TCP ports, nor others be signalled (Landlock).
// The result is empty, or a sentence on what this kernel lacks of the last point: the rest holds
// nevertheless. An error means that it does not, and nothing may be recorded.
Result<std::string> enter_sandbox(const SandboxRules& rules);

// Landlock also keeps a process from asking the kernel which program another one runs, which is how windows
// are told apart. This starts a small process that answers that question alone, for ProcessHandle; it ends
// with this one. To be called first of all: what this process holds by then, that one holds too.
Status start_program_reader();

}  // namespace insyn
