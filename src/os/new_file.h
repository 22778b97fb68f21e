// Files and folders while they are written. Each lies beside its destination under a random temporary name,
// which is new when it is created (no file is opened that exists, no link is followed), and is put in place
// whole. What is not put in place is removed again, and nothing else is.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/file_identity.h"
#include "base/path.h"
#include "os/descriptor.h"

namespace insyn {

enum class Access { kOwnerOnly /* 0600, from the first byte */, kEveryoneReads /* 0644 */ };
// What is replaced has to be a regular file.
enum class IfExists { kReplace, kRefuse };

class NewFile {
 public:
  static Result<NewFile> create(const Path& to, Access access);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  // Writes at the current position, which is the end but after seek().
  Status write(ByteView bytes);
  // In bytes from the start.
  Status seek(std::uint64_t position);
  Result<std::uint64_t> size() const;

  // fsync, rename, fsync of the folder. Where the last one fails, a file that was to be replaced may have
  // been.
  Status put_in_place(IfExists if_exists);
  // After put_in_place(): removes the file, unless another one lies there now.
  void take_back();

 private:
  NewFile(OwnedFd fd, Path to, Path temporary, FileIdentity identity);
  void remove(const Path& path) const;

  OwnedFd fd_;
  Path to_;
  Path temporary_;  // empty once it is in place
  FileIdentity identity_;
};

// A folder for its owner alone (0700), with files of its own.
class NewFolder {
 public:
  static Result<NewFolder> create(const Path& to);
  NewFolder(NewFolder&& other) noexcept;
  NewFolder& operator=(NewFolder&&) = delete;
  ~NewFolder();

  Status add(const std::string& name, ByteView bytes, Access access);
  // Refused where `to` exists.
  Status put_in_place();

 private:
  NewFolder(OwnedFd fd, Path to, Path temporary);

  OwnedFd fd_;
  Path to_;
  Path temporary_;  // empty once it is in place
  std::vector<std::string> names_;
};

}  // namespace insyn
