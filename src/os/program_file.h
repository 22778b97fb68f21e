// The file of a program that is agreed on: opened once, on a way that nobody else can change, and hashed from
// that handle.
#pragma once

#include <optional>
#include <string>

#include "base/file_identity.h"
#include "base/sha256.h"
#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

// Why a path names no program that can be relied on.
struct ProgramFault {
  enum Kind {
    kMissing,   // is not there, or cannot be read
    kLink,      // the file or a folder on the way is a symbolic link, or the way goes through ".."
    kWritable,  // users other than the administrator and the one who asks can change or replace it
  };
  Kind kind = kMissing;
  std::string detail;  // the error; the file that the way leads to; the file or folder that can be changed
};

// An open file, or why there is none.
struct OpenedProgram {
  OwnedFd fd;
  std::optional<ProgramFault> fault;
};

// Follows `exe`, an absolute path, from the root, folder by folder, and follows no link.
OpenedProgram open_program_file(const Path& exe);

class ProgramFile {
 public:
  // What open_program_file() finds; in the sandbox the process of start_program_reader() looks.
  struct Found;
  static Found find(const Path& exe);

  // While it is held, its inode is not reused for another file, even if it is removed.
  const FileIdentity& identity() const { return identity_; }
  // Of the file behind the handle. Taken anew only where it has been written since (st_ctim).
  Result<Digest> hash() const;
  // Its first bytes, at most 16.
  Result<std::string> beginning() const;
  // All of it, where it is a script ("#!") of at most 1 MiB; nothing where it is none.
  Result<std::optional<std::string>> script() const;

 private:
  ProgramFile(OwnedFd fd, FileIdentity identity) : fd_(std::move(fd)), identity_(identity) {}
  OwnedFd fd_;
  FileIdentity identity_;
};

struct ProgramFile::Found {
  std::optional<ProgramFile> file;
  std::optional<ProgramFault> fault;  // where there is no file
};

}  // namespace insyn
