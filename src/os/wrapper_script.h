// Which program runs in the end where the file that is named is none, or only starts another. Menu entries of
// browsers, office programs and most vendors' clients name such a file, and what then has the windows is
// another one.
#pragma once

#include <optional>
#include <string>

#include "base/path.h"

namespace insyn {

// By how a file begins.
enum class FileKind {
  kProgram,   // that the system runs itself, or nothing that is known
  kScript,    // "#!"
  kAppImage,  // a packed program with one that unpacks and starts it (AppImage's type 1 or 2)
  kForeign,   // a program for Windows, or for a Java machine, that another program runs
};
FileKind kind_of_file(const std::string& beginning);

// What a script leads to.
struct Started {
  enum Kind {
    kUnknown,      // it cannot be told without running it
    kProgram,      // `file` is started, and has the windows
    kInterpreter,  // `file` runs the script, or what the script names, and has the windows of all that it
                   // runs
    kLauncher,     // `file` only starts others: see only_starts_others()
  };
  Kind kind = kUnknown;
  Path file;
};

// The interpreter in the first line of `script`, where that is no shell. For a shell's, the program that its
// last `exec` names, behind `env` too: an absolute path to a file that is there, or a name that is found in
// the system's folders, by variables that the script itself sets to plain text. Where that is a script too,
// what that one starts.
Started started_by(const std::string& script);

// Whether `program` is one of those that have no window of their own and start others: env, flatpak, snap and
// the like, and shells. By its name.
bool only_starts_others(const Path& program);

}  // namespace insyn
