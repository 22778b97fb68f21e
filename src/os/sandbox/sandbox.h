// The sandbox of a process that reads pixels: no internet, no other programs, no files but its own; and that
// of one that has the network and no pixels.
// docs/security-model.md says against which attackers. It cannot be left again.
#pragma once

#include <string>
#include <vector>

#include "os/file.h"

namespace insyn {

// The files that the process may still use. Paths that do not exist are ignored.
struct SandboxRules {
  std::vector<Path> read;         // files, or folders with all that is in them
  std::vector<Path> write;        // folders, to make, change and remove files in, and to read them
  std::vector<Path> remove = {};  // folders, to read and remove files in
  // TCP ports of other computers; where there is none, neither is any other way to reach one.
  std::vector<std::uint16_t> connect = {};
  std::vector<std::uint16_t> listen = {};  // TCP ports of this computer that it still may listen at
};

// From now on, for this process and every process that it starts:
//  * no memory dumps, and no new privileges (no_new_privs);
//  * it is killed where it makes a socket other than a local one (AF_UNIX; with `connect` or `listen` also IP
//  and routes),
//    runs a program, traces another process or reads its memory, or makes a system call that only such
//    attempts need (seccomp);
//  * it can open no files and no TCP ports other than those of `rules`, and signal no other processes
//    (Landlock).
// The result is empty, or a sentence that says what of the last point this kernel does not support; the rest
// is in force all the same. After an error the sandbox is not complete, and nothing may be recorded.
Result<std::string> enter_sandbox(const SandboxRules& rules);

}  // namespace insyn
